using Microsoft.Extensions.Hosting;
using OrleansCalls.Engine.Tests.Life;
using OrleansCalls.Engine.Tests.Processes;
using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Internals.Network;

/// <summary>Grains move with every change of the cluster's members.</summary>
public sealed class MovingTests(ConnectedCluster cluster) : IClassFixture<ConnectedCluster>
{
    [Fact]
    public async Task Grains_move_when_silos_come_and_go_and_nobody_notices()
    {
        var (one, two) = (await cluster.StartSilo(), await cluster.StartSilo());
        var client = await cluster.StartClient();
        await ConnectedCluster.Sees(two, 2);
        var keys = Enumerable.Range(0, 40).Select(_ => Names.New("l")).ToArray();
        using var done = new CancellationTokenSource();
        var errors = new System.Collections.Concurrent.ConcurrentBag<string>();
        var callers = keys.Select(async key =>
        {
            while (!done.IsCancellationRequested)
            {
                try
                {
                    await ConnectedCluster.Grains(client).GetGrain<ILifeGrain>(key).Life();
                }
                catch (Exception error)
                {
                    errors.Add(error.ToString());
                }
            }
        }).ToArray();

        var three = await cluster.StartSilo();
        await ConnectedCluster.Sees(one, 3);
        await Eventually.Holds(() => keys.Any(key => Journal.Count(key, "activated") > 1));
        await cluster.Stop(three);
        await ConnectedCluster.Sees(one, 2);
        await done.CancelAsync();
        await Task.WhenAll(callers);

        Assert.Equal("", string.Join('\n', errors));
        foreach (var host in (IHost[])[client, two, one])
            await cluster.Stop(host);
    }
}
