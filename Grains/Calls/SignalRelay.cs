namespace OrleansCalls.Calls;

/// <summary>The signals of one call: numbered, and kept, bounded, for those who have not got them yet.</summary>
public sealed class SignalRelay(string callId, int capacity)
{
    private Queue<SignalView> _kept = new();
    private long _last;

    /// <summary>Numbers and keeps a signal; the oldest goes when there are too many.</summary>
    public SignalView Take(SendSignal signal, string to)
    {
        var view = new SignalView(callId, ++_last, signal.From.UserId, signal.From.DeviceId, to, signal.Type, signal.Payload, signal.Generation);
        _kept.Enqueue(view);
        if (_kept.Count > capacity)
            _kept.Dequeue();
        return view;
    }

    /// <summary>What is kept for a user after a number.</summary>
    public IEnumerable<SignalView> For(string userId, long after) => _kept.Where(signal => signal.To == userId && signal.Seq > after);

    /// <summary>Keeps nothing more for a user of what is kept so far.</summary>
    public void Forget(string userId) => _kept = new(_kept.Where(signal => signal.To != userId));

    /// <summary>The number to ask after next.</summary>
    public long Last => _last;
}
