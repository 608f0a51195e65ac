namespace OrleansCalls.Calls;

/// <summary>Lets through so many per second, and twice as many at once after a pause.</summary>
/// <param name="perSecond">How many; at least 1.</param>
/// <param name="time">For the time that passes.</param>
public sealed class TokenBucket(int perSecond, TimeProvider time)
{
    private readonly int _size = 2 * perSecond;
    private double _tokens = 2 * perSecond;
    private long _at = time.GetTimestamp();

    /// <summary>Whether it is full, as when it was made, so that forgetting it loses nothing.</summary>
    public bool IsFull => Refill() >= _size;

    /// <summary>Takes one.</summary>
    /// <returns>Null, or how long until there is one.</returns>
    public TimeSpan? Take()
    {
        if (Refill() < 1)
            return TimeSpan.FromSeconds((1 - _tokens) / perSecond);
        _tokens--;
        return null;
    }

    private double Refill()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(_size, _tokens + (time.GetElapsedTime(_at, now).TotalSeconds * perSecond));
        _at = now;
        return _tokens;
    }
}
