using OrleansCalls.Cluster.Tests.History;
using OrleansCalls.Cluster.Tests.Load;
using OrleansCalls.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace OrleansCalls.Cluster.Tests.Faults;

/// <summary>Holds what happened to a crowd against the rules.</summary>
internal static class Verdict
{
    private static readonly TimeSpan RestPatience = TimeSpan.FromSeconds(40);
    private const int TroublesShown = 10;

    /// <summary>Fails with every violation.</summary>
    public static async Task NothingIsLostOrDoubled(CallCluster cluster, Crowd crowd, ITestOutputHelper output, CallCycles? load = null)
    {
        if (load is not null)
        {
            await load.Stop();
            output.WriteLine($"{load.Completed} cycles went as they should, {load.Troubles.Count} met trouble");
            foreach (var trouble in load.Troubles.Take(TroublesShown))
                output.WriteLine("  " + trouble);
        }

        var aftermath = await AftermathReader.Read(cluster.ConnectionString, crowd.People, cluster.Addresses[0], RestPatience);
        output.WriteLine(
            $"{aftermath.Calls.Count} calls, {crowd.History.Operations.Count} commands, {crowd.History.Sightings.Count} sightings");
        var violations = HistoryChecker.Check(crowd.History, aftermath);
        Assert.True(violations.Count == 0, $"{violations.Count} violations:\n" + string.Join('\n', violations.Take(20)));
    }
}
