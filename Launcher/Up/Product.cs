namespace OrleansCalls.Launcher.Up;

/// <summary>The whole product on this machine: database, silos, front-ends. Disposing drains it, the database last.</summary>
internal sealed class Product(UpOptions options, IReadOnlyDictionary<string, string> environment, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LeftoverDrainTime = TimeSpan.FromSeconds(10);

    private readonly ChildStarter _starter = new();
    private readonly PortClaims _ports = new();
    private readonly List<Supervisor> _supervisors = [];
    private DataFolder? _data;
    private PostgresSupervisor? _postgres;

    /// <summary>Completes when the product is ready.</summary>
    /// <exception cref="StartFailedException">It cannot.</exception>
    public async Task Start(CancellationToken stop)
    {
        _data = DataFolder.Open(options.Data, options.Logs);
        await EndLeftovers(_data);
        var plans = Topology.Of(options, environment, new FreePorts(_ports.Take));
        if (await Database(_data, stop) is { } connectionString)
            plans = [.. plans.Select(plan => plan.With("ConnectionStrings__Postgres", connectionString))];

        Console.Error.WriteLine(
            $"Starting {string.Join(", ", plans.Select(plan => plan.Name))}; logs in {Path.Combine(_data.Path, "logs")}");
        var started = new List<(ChildPlan Plan, Child Child)>();
        foreach (var plan in plans)
        {
            var supervisor = new Supervisor(plan, _starter, _data, time);
            _supervisors.Add(supervisor);
            started.Add((plan, await supervisor.Start()));
        }

        await Ready(started, stop);
    }

    /// <summary>From now on, restarts what ends by itself.</summary>
    public void Keep()
    {
        _postgres?.Keep();
        foreach (var supervisor in _supervisors)
            supervisor.Keep();
    }

    /// <summary>Ends every process at once; the database still stops in order.</summary>
    public void Kill()
    {
        foreach (var supervisor in _supervisors)
            supervisor.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        var kinds = _supervisors.ToLookup(supervisor => supervisor.Plan.IsFrontend);
        await Task.WhenAll(kinds[true].Select(frontend => frontend.DisposeAsync().AsTask()));
        // One after the other, so that a stopping silo finds the others still there.
        foreach (var silo in kinds[false])
            await silo.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        _starter.Dispose();
        _ports.Dispose();
        _data?.Dispose();
    }

    // All at once and quickly: their database died with their launcher, and has all that they acknowledged.
    private static Task EndLeftovers(DataFolder data) => Task.WhenAll(data.Processes.Alive().Select(left =>
    {
        Console.Error.WriteLine($"An earlier ./calls up left {left.Key} running (process {left.Value.Id}); it is ended.");
        return Signal.End(left.Value, LeftoverDrainTime);
    }));

    private async Task<string?> Database(DataFolder data, CancellationToken stop)
    {
        if (options.Memory)
        {
            Console.Error.WriteLine("--memory: nothing is kept.");
            return null;
        }

        if (environment.TryGetValue("ConnectionStrings__Postgres", out var given) && given.Length > 0)
        {
            Console.Error.WriteLine("Using the database of ConnectionStrings__Postgres.");
            return given;
        }

        Console.Error.WriteLine($"Starting a private PostgreSQL in {data.Path}");
        _postgres = await PostgresSupervisor.Start(data.Path, options.Logs, time, stop);
        return _postgres.ConnectionString;
    }

    private static async Task Ready(List<(ChildPlan Plan, Child Child)> started, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(StartLimit);
        var ready = Task.WhenAll(started.Where(process => process.Plan.Address is not null)
            .Select(process => Readiness.Wait(process.Plan.Address!, limit.Token)));
        var first = await Task.WhenAny([ready, .. started.Select(process => process.Child.Ended)]);
        stop.ThrowIfCancellationRequested();
        if (first == ready && !limit.IsCancellationRequested)
        {
            await ready;
            return;
        }

        await limit.CancelAsync();
        var (plan, child) = started.Find(process => process.Child.Ended == first);
        throw child is null
            ? new StartFailedException(
                $"Not ready within {StartLimit.TotalMinutes:0} minutes. The last lines:\n"
                + $"{string.Join('\n', started.Select(process => process.Child.Tail))}")
            : new StartFailedException(
                $"{plan.Name} could not start ({ExitCodes.Describe(await child.Ended)}). Its last lines:\n{child.Tail}");
    }
}
