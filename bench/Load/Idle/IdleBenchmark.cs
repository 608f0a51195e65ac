using OrleansCalls.Load.Measurements;
using OrleansCalls.Load.People;
using OrleansCalls.Load.Servers;

namespace OrleansCalls.Load.Idle;

/// <summary>What people cost who are only connected: memory, and the CPU of their heartbeats, one every ten seconds each.</summary>
internal sealed class IdleBenchmark(LoadOptions options, ServerPark servers, Report report) : IBenchmark
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(10);

    private readonly Table _table =
        new("KiB per person", "people", "server", "database", "CPU % of a core", "server %", "database %", "us per heartbeat");

    public async Task<bool> Run()
    {
        foreach (var people in options.People is { Length: > 0 } given ? given : [1000, 5000])
        {
            if (options.AgainstBare)
                await Measure(await servers.Bare(), people);
            await Measure(await servers.Product(), people);
        }

        report.Table(_table);
        return true;
    }

    private async Task Measure(IServer server, int people)
    {
        var accounts = await server.SignUp(people);
        // The first connection brings its code with it, which is nobody's.
        await using (await Crowd.Gather(server, 2))
            await Task.Delay(SettleTime);
        var (serverBefore, databaseBefore) = Memory(server);

        Report.Progress($"{server.Name}: connecting {people} people.");
        await using var crowd = await Crowd.Connect(accounts);
        await Task.Delay(SettleTime);
        var (serverAfter, databaseAfter) = Memory(server);

        Report.Progress($"{server.Name}: their heartbeats for {options.Seconds} s.");
        var (before, start) = (Cpu.Of(server), TimeProvider.System.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds));
        var percent = Cpu.Of(server).Since(before).Times(100 / TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);

        var result = new
        {
            bench = "idle",
            server = server.Name,
            options.Size.Silos,
            options.Size.Frontends,
            people,
            serverKiBPerPerson = Math.Round((serverAfter - serverBefore) / people, 1),
            databaseKiBPerPerson = Math.Round((databaseAfter - databaseBefore) / people, 1),
            cpuPercent = Math.Round(percent.Total, 1),
            serverCpuPercent = Math.Round(percent.Server, 1),
            databaseCpuPercent = Math.Round(percent.Database, 1),
            microsecondsPerHeartbeat = Math.Round(percent.Total / 100 * 1e6 * HeartbeatInterval.TotalSeconds / people, 0),
        };
        report.Line(result);
        _table.Row(server.Name, people, result.serverKiBPerPerson, result.databaseKiBPerPerson, result.cpuPercent, result.serverCpuPercent,
            result.databaseCpuPercent, result.microsecondsPerHeartbeat);
        await crowd.DisposeAsync();
        await servers.Stop(server);
    }

    private static (double Server, double Database) Memory(IServer server) => (
        server.Processes.Sum(ProcFiles.Rss),
        server.DatabaseProcess is { } first ? ProcFiles.Family(first).Sum(ProcFiles.Pss) : 0);
}
