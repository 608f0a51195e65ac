namespace Orleans.Runtime.Calls;

/// <summary>The requests of this process that wait for a response, and their timeouts.</summary>
internal sealed class PendingCalls : IDisposable
{
    private const int ShardCount = 32;
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMilliseconds(100);
    private readonly Shard[] _shards = [.. Enumerable.Range(0, ShardCount).Select(_ => new Shard())];
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private long _lastId;

    public PendingCalls(TimeProvider time)
    {
        _time = time;
        using (ExecutionContext.SuppressFlow())
            _sweep = time.CreateTimer(static self => ((PendingCalls)self!).Sweep(), this, SweepPeriod, SweepPeriod);
    }

    public long NextId() => Interlocked.Increment(ref _lastId);

    public void Add(Message request)
    {
        var shard = ShardOf(request.Id);
        lock (shard)
            shard.Add(request.Id, request);
    }

    /// <summary>Removes a request; null if its caller no longer waits.</summary>
    public IPendingCall? Remove(long id)
    {
        var shard = ShardOf(id);
        lock (shard)
            return shard.Remove(id, out var request) ? request.Caller : null;
    }

    /// <summary>The request now waits for another silo; false if its caller no longer waits.</summary>
    public bool Redirect(long id, SiloAddress to)
    {
        var shard = ShardOf(id);
        lock (shard)
        {
            if (!shard.TryGetValue(id, out var request))
                return false;
            request.SentTo = to;
            return true;
        }
    }

    public void Fail(long id, Exception error) => Remove(id)?.TryFail(error);

    public void FailAll(Predicate<Message> which, Func<Message, Exception> error)
    {
        foreach (var request in Find(which))
            Fail(request.Id, error(request));
    }

    public void Dispose() => _sweep.Dispose();

    private void Sweep()
    {
        var now = _time.GetTimestamp();
        foreach (var request in Find(request => request.Deadline < now))
        {
            if (Remove(request.Id) is not { } caller)
                continue;

            var waited = request.Request.Shape.ResponseTimeout is { } own ? $" in {own}" : "";
            caller.TryFail(new TimeoutException($"Response did not arrive on time{waited} for message: {request}."));
        }
    }

    private List<Message> Find(Predicate<Message> which)
    {
        var found = new List<Message>();
        foreach (var shard in _shards)
        {
            lock (shard)
            {
                foreach (var request in shard.Values)
                {
                    if (which(request))
                        found.Add(request);
                }
            }
        }

        return found;
    }

    private Shard ShardOf(long id) => _shards[(int)(id & (ShardCount - 1))];

    private sealed class Shard : Dictionary<long, Message>;
}
