using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Orleans.Hosting;
using OrleansCalls.Engine.Tests.Life;
using OrleansCalls.Engine.Tests.Processes;
using OrleansCalls.LocalPostgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Internals.Network;

/// <summary>A silo that is alive but unreachable for a client.</summary>
public sealed class UnreachableSiloTests(ConnectedCluster cluster) : IClassFixture<ConnectedCluster>
{
    [Fact]
    public async Task What_waits_for_a_connection_that_fails_goes_through_another_silo()
    {
        // Somebody else accepts the connections meant for the silo, and closes them after a while.
        using var stop = new CancellationTokenSource();
        using var somebody = new TcpListener(IPAddress.Loopback, 0);
        somebody.Start();
        var taking = TakeAndLetGo(somebody, stop.Token);
        var open = await cluster.StartSilo();
        var hidden = await cluster.StartSilo(silo => silo.Configure<EndpointOptions>(endpoints =>
            (endpoints.GatewayPort, endpoints.GatewayListeningEndpoint) =
                (((IPEndPoint)somebody.LocalEndpoint).Port, new(IPAddress.Loopback, LoopbackPorts.Free()))));
        await ConnectedCluster.Sees(open, 2);
        await ConnectedCluster.Sees(hidden, 2);
        var client = await cluster.StartClient();

        var calls = Enumerable.Range(0, 30).Select(_ => ConnectedCluster.Grains(client).GetGrain<ILifeGrain>(Names.New("l")).Life());
        Assert.Equal(30, (await Task.WhenAll(calls)).Distinct().Count());
        await cluster.Stop(client);
        await cluster.Stop(hidden);
        await cluster.Stop(open);
        await stop.CancelAsync();
        await taking;
    }

    private static async Task TakeAndLetGo(TcpListener listener, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var taken = await listener.AcceptSocketAsync(stop);
                await Eventually.After(TimeSpan.FromMilliseconds(300));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
