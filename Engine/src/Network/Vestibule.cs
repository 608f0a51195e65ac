using System.Net;
using System.Net.Sockets;

namespace Orleans.Runtime.Network;

/// <summary>
/// Who has connected and has not shown yet who it is. Nobody is kept out because others are in there: when it is full, the one that has waited
/// longest gives way, out of the address that has the most. Addresses of members give way after all others, and who has shown that it
/// knows the secret after these. A member is through in milliseconds; who says nothing is the oldest soon.
/// </summary>
/// <param name="places">How many may be in there.</param>
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

    /// <summary>How many are in there.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <summary>Somebody comes, and another may have to go for it.</summary>
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

    // One customer of a provider has a /64 of IPv6 to choose addresses from.
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
        var group = _unknown.OrderBy(group => known.Contains(group.Key)).ThenByDescending(group => group.Value.Count).Select(group => group.Value).FirstOrDefault();
        return (group ?? _vouched).First!.Value;
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

    /// <summary>Somebody in there, until disposed.</summary>
    internal sealed class Guest(Vestibule vestibule, IPAddress from, Action showOut) : IDisposable
    {
        /// <summary>The network it comes from.</summary>
        public IPAddress From => from;

        public LinkedListNode<Guest>? Place { get; set; }

        /// <summary>It had to give way.</summary>
        public bool WasShownOut { get; private set; }

        /// <summary>It knows the secret.</summary>
        public void Vouch() => vestibule.Vouch(this);

        /// <summary>It is a member, and others from there may be.</summary>
        public void Prove() => vestibule.Prove(this);

        public void ShowOut()
        {
            WasShownOut = true;
            showOut();
        }

        public void Dispose() => vestibule.Leave(this);
    }
}
