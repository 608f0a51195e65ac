using System.Net;
using System.Net.Sockets;

namespace Orleans.Runtime.Network;

/// <summary>
/// The connections whose handshake is in progress. Newcomers always get in: when it is full, the oldest connection from the address that
/// has the most gives way. Addresses of members give way after all others; last come connections that have shown that they know the
/// secret. A member is through in milliseconds; a silent connection is soon the oldest.
/// </summary>
/// <param name="places">How many connections there may be.</param>
/// <param name="members">The addresses of the members of the cluster.</param>
internal sealed class Vestibule(int places, Func<IEnumerable<IPAddress>> members)
{
    private const int RememberedAddresses = 1024;
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, LinkedList<Guest>> _unknown = [];
    private readonly LinkedList<Guest> _vouched = [];
    private readonly HashSet<IPAddress> _proven = [];
    private readonly Queue<IPAddress> _provenInOrder = [];
    private int _count;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <summary>A connection comes, and another may have to give way.</summary>
    /// <param name="from">Where it comes from.</param>
    /// <param name="showOut">Called when it has to give way.</param>
    public Guest Enter(IPAddress from, Action showOut)
    {
        var guest = new Guest(this, Network(from), showOut);
        Guest? oldest = null;
        lock (_gate)
        {
            if (_count == places)
            {
                oldest = Oldest();
                Remove(oldest);
            }

            if (!_unknown.TryGetValue(guest.From, out var group))
                _unknown[guest.From] = group = [];
            guest.Place = group.AddLast(guest);
            _count++;
        }

        oldest?.ShowOut();
        return guest;
    }

    // A single customer of a provider has a /64 of IPv6 addresses.
    private static IPAddress Network(IPAddress from)
    {
        if (from.IsIPv4MappedToIPv6)
            return from.MapToIPv4();
        if (from.AddressFamily is not AddressFamily.InterNetworkV6)
            return from;
        var bytes = from.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }

    private Guest Oldest()
    {
        var known = members().Select(Network).Concat(_proven).ToHashSet();
        var group = _unknown
            .OrderBy(group => known.Contains(group.Key))
            .ThenByDescending(group => group.Value.Count)
            .Select(group => group.Value)
            .FirstOrDefault(_vouched);
        return group.First!.Value;
    }

    private void Remove(Guest guest)
    {
        if (guest.Place is not { List: { } group } place)
            return;
        group.Remove(place);
        _count--;
        if (group.Count == 0 && group != _vouched)
            _unknown.Remove(guest.From);
    }

    private void Vouch(Guest guest)
    {
        lock (_gate)
        {
            if (guest.Place is not { List: { } group } place || group == _vouched)
                return;
            Remove(guest);
            _vouched.AddLast(place);
            _count++;
        }
    }

    private void Prove(Guest guest)
    {
        lock (_gate)
        {
            if (!_proven.Add(guest.From))
                return;
            _provenInOrder.Enqueue(guest.From);
            if (_provenInOrder.Count > RememberedAddresses)
                _proven.Remove(_provenInOrder.Dequeue());
        }
    }

    private void Leave(Guest guest)
    {
        lock (_gate)
            Remove(guest);
    }

    /// <summary>A connection whose handshake is in progress, until disposed.</summary>
    internal sealed class Guest(Vestibule vestibule, IPAddress from, Action showOut) : IDisposable
    {
        /// <summary>The network it comes from.</summary>
        public IPAddress From => from;

        public LinkedListNode<Guest>? Place { get; set; }

        /// <summary>Whether it had to give way.</summary>
        public bool WasShownOut { get; private set; }

        /// <summary>The peer knows the secret.</summary>
        public void Vouch() => vestibule.Vouch(this);

        /// <summary>The peer is a member, and others from its network may be.</summary>
        public void Prove() => vestibule.Prove(this);

        public void ShowOut()
        {
            WasShownOut = true;
            showOut();
        }

        public void Dispose() => vestibule.Leave(this);
    }
}
