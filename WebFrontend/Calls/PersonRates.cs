namespace OrleansCalls.Calls;

/// <summary>
/// How fast one person's devices speak. Clients name their devices themselves, so there is room for a few; the others share.
/// </summary>
public sealed class PersonRates
{
    /// <summary>Four devices that all speak in the same two seconds.</summary>
    private const int MaxBuckets = 12;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string? DeviceId, RateKind Kind), TokenBucket> _buckets = [];

    /// <summary>Whether this person can be forgotten without loss.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
                return _buckets.Values.All(bucket => bucket.IsFull);
        }
    }

    /// <summary>Takes one for a device, or for the person where none is named.</summary>
    /// <returns>Null, or how long to wait.</returns>
    public TimeSpan? Take(string? deviceId, RateKind kind, Func<TokenBucket> make)
    {
        lock (_gate)
        {
            if (_buckets.Count >= MaxBuckets && !_buckets.ContainsKey((deviceId, kind)))
            {
                foreach (var (key, _) in _buckets.Where(entry => entry.Value.IsFull).ToList())
                    _buckets.Remove(key);
                if (_buckets.Count >= MaxBuckets)
                    deviceId = null;
            }

            if (!_buckets.TryGetValue((deviceId, kind), out var bucket))
                _buckets.Add((deviceId, kind), bucket = make());
            return bucket.Take();
        }
    }
}
