using System.Diagnostics.CodeAnalysis;

namespace OrleansCalls.Realtime;

/// <summary>A fair queue: owners take turns, and each owner's items keep their order.</summary>
/// <remarks>Not safe for several threads.</remarks>
public sealed class FairQueue<T>
{
    private readonly Dictionary<string, LinkedListNode<Lane>> _lanes = new(StringComparer.Ordinal);
    private readonly LinkedList<Lane> _rotation = new();

    /// <summary>How many wait, over all owners.</summary>
    public int Count { get; private set; }

    /// <summary>Puts an item behind the others of its owner.</summary>
    /// <returns>Takes it out again, and says whether it was still waiting.</returns>
    public Func<bool> Add(string owner, T item)
    {
        if (!_lanes.TryGetValue(owner, out var lane))
            _lanes.Add(owner, lane = _rotation.AddLast(new Lane(owner)));
        var place = lane.Value.Items.AddLast(item);
        Count++;
        return () =>
        {
            if (place.List is null)
                return false;
            Remove(lane, place);
            return true;
        };
    }

    /// <summary>Takes the next item out: the oldest of the owner whose turn it is.</summary>
    public bool TryTake([MaybeNullWhen(false)] out T item)
    {
        if (_rotation.First is not { } lane)
        {
            item = default;
            return false;
        }

        var place = lane.Value.Items.First!;
        item = place.Value;
        Remove(lane, place);
        if (lane.List is not null)
        {
            _rotation.Remove(lane);
            _rotation.AddLast(lane);
        }

        return true;
    }

    private void Remove(LinkedListNode<Lane> lane, LinkedListNode<T> place)
    {
        lane.Value.Items.Remove(place);
        Count--;
        if (lane.Value.Items.Count > 0)
            return;
        _rotation.Remove(lane);
        _lanes.Remove(lane.Value.Owner);
    }

    private sealed record Lane(string Owner)
    {
        public LinkedList<T> Items { get; } = new();
    }
}
