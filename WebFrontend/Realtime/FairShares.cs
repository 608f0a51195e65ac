using System.Diagnostics.CodeAnalysis;

namespace OrleansCalls.Realtime;

/// <summary>
/// A queue that serves people and addresses alternately, each in turn. One person with many sockets, many accounts behind one address, one
/// account on many addresses: each gets its own share, and takes at most half of the turns from its neighbours.
/// </summary>
/// <remarks>Not safe for several threads.</remarks>
public sealed class FairShares<T>
{
    private readonly FairQueue<Place> _byPerson = new();
    private readonly FairQueue<Place> _byAddress = new();
    private bool _addressIsNext;

    /// <summary>How many wait in all.</summary>
    public int Count => _byPerson.Count;

    /// <summary>Puts an item behind those of its owner, and behind those of its owner's address.</summary>
    /// <returns>Takes it out again, and says whether it was still waiting.</returns>
    public Func<bool> Add(TurnOwner owner, T item)
    {
        var place = new Place(item);
        var leavePeople = _byPerson.Add(owner.UserId, place);
        var leaveAddresses = _byAddress.Add(owner.Address, place);
        return place.Leave = () => leavePeople() & leaveAddresses();
    }

    /// <summary>Takes the next item out: the oldest of the person, or of the address, whose turn it is.</summary>
    public bool TryTake([MaybeNullWhen(false)] out T item)
    {
        var queue = _addressIsNext ? _byAddress : _byPerson;
        if (!queue.TryTake(out var place))
        {
            item = default;
            return false;
        }

        _addressIsNext = !_addressIsNext;
        place.Leave();
        item = place.Item;
        return true;
    }

    private sealed record Place(T Item)
    {
        public Func<bool> Leave { get; set; } = () => false;
    }
}

/// <summary>Whose a turn is.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Address">Where they come from, as <see cref="Sessions.AddressRange"/> has it.</param>
public readonly record struct TurnOwner(string UserId, string Address);
