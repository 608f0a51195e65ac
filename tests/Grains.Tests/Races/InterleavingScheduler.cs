namespace OrleansCalls.Races;

/// <summary>
/// Runs asynchronous procedures on one thread in virtual time; at every await the seed decides who goes on. The same seed, the same order.
/// </summary>
internal sealed class InterleavingScheduler(int seed) : SynchronizationContext
{
    private readonly List<(SendOrPostCallback Continue, object? State)> _ready = [];
    private readonly Random _random = new(seed);

    public override void Post(SendOrPostCallback d, object? state) => _ready.Add((d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing here may block.");

    /// <summary>True once in <paramref name="times"/>.</summary>
    public bool OnceIn(int times) => _random.Next(times) == 0;

    /// <summary>Runs all procedures to their ends, interleaved.</summary>
    public void Run(params IEnumerable<Func<Task>> procedures)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            var tasks = procedures.Select(async procedure =>
            {
                await Task.Yield();
                await procedure();
            }).ToArray();
            while (_ready.Count > 0)
            {
                var next = _random.Next(_ready.Count);
                var (go, state) = _ready[next];
                _ready.RemoveAt(next);
                go(state);
            }
            Assert.All(tasks, task => Assert.True(task.IsCompleted, "A procedure waits for ever: a deadlock."));
            foreach (var task in tasks)
                task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }
}
