using OrleansCalls.Load.Measurements;
using OrleansCalls.Load.People;
using OrleansCalls.Load.Servers;

namespace OrleansCalls.Load.FirstCall;

/// <summary>A server whose people are connected, and that has been warmed up.</summary>
internal sealed class Contender : IAsyncDisposable
{
    private const int WarmUpCalls = 64;

    private readonly IServer _server;
    private readonly Crowd _crowd;
    private readonly CallDriver _driver;
    private readonly DatabaseMeter? _database;

    private Contender(IServer server, Crowd crowd, CallDriver driver)
    {
        (_server, _crowd, _driver) = (server, crowd, driver);
        _database = server.ConnectionString is { } connection ? new DatabaseMeter(connection) : null;
    }

    /// <summary>Connects people to a server and makes as many calls as possible, so that what is measured is compiled.</summary>
    public static async Task<Contender> Prepare(IServer server, LoadOptions options)
    {
        Report.Progress($"{server.Name}: connecting {options.Pairs} pairs of people, then warming up for {options.WarmUp} s.");
        var crowd = await Crowd.Gather(server, options.Pairs * 2);
        var driver = new CallDriver(crowd, new CallCycle(options.Connected));
        await driver.Drive(Pace.Most(Math.Min(WarmUpCalls, options.Pairs)), TimeSpan.FromSeconds(options.WarmUp));
        var contender = new Contender(server, crowd, driver);
        if (contender._database is { } database)
            await database.LearnIdle();
        return contender;
    }

    /// <summary>Makes calls at a pace for so long, and says what they took.</summary>
    public async Task<CallCosts> Measure(Pace pace, TimeSpan duration)
    {
        Report.Progress($"{_server.Name}: {pace} for {duration.TotalSeconds:0} s.");
        var (before, start) = (Cpu.Of(_server), TimeProvider.System.GetTimestamp());
        var times = await _driver.Drive(pace, duration);
        var (cpu, taken) = (Cpu.Of(_server).Since(before), TimeProvider.System.GetElapsedTime(start));
        var memory = _server.Processes.Sum(ProcFiles.Rss) / 1024;
        return new(_server.Name, pace, taken, times, cpu, _database is null ? null : await _database.UsedSinceLast(), memory);
    }

    public async ValueTask DisposeAsync()
    {
        await _crowd.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
