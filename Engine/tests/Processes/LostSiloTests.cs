using Microsoft.Extensions.Hosting;
using OrleansCalls.Engine.Tests.Calls;
using OrleansCalls.Engine.Tests.Life;
using OrleansCalls.Engine.Tests.Observers;
using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Processes;

/// <summary>What holds when processes die.</summary>
public sealed class LostSiloTests(ConnectedCluster cluster) : IClassFixture<ConnectedCluster>
{
    [Fact]
    public async Task Grains_of_a_lost_silo_live_on_elsewhere()
    {
        var silos = new[] { await cluster.StartSilo(), await cluster.StartSilo(), await cluster.StartSilo() };
        var client = await cluster.StartClient();
        foreach (var silo in silos)
            await ConnectedCluster.Sees(silo, 3);
        var keys = Enumerable.Range(0, 30).Select(_ => Names.New("l")).ToArray();
        foreach (var key in keys)
            await ConnectedCluster.Grains(client).GetGrain<ILifeGrain>(key).Life();

        await cluster.Kill(silos[2]);

        foreach (var key in keys)
            await Eventually.Holds(() => ConnectedCluster.Answers(() => ConnectedCluster.Grains(client).GetGrain<ILifeGrain>(key).Life()));
        await ConnectedCluster.Sees(silos[0], 2);
        foreach (var host in (IHost[])[client, silos[1], silos[0]])
            await cluster.Stop(host);
    }

    [Fact]
    public async Task A_client_finds_silos_that_come_after_all_were_lost_and_its_observers_are_heard_again()
    {
        var first = await cluster.StartSilo();
        var client = await cluster.StartClient();
        var reader = new Reader();
        var reference = ConnectedCluster.Grains(client).CreateObjectReference<IReader>(reader);
        var news = ConnectedCluster.Grains(client).GetGrain<INewsGrain>(Names.New("n"));
        await news.Subscribe(reference);
        await cluster.Kill(first);

        var second = await cluster.StartSilo();

        await Eventually.Holds(() => ConnectedCluster.Answers(() => news.Subscribe(reference)), TimeSpan.FromSeconds(60));
        await news.Publish("back");
        await Eventually.Holds(() => reader.Heard == 1);
        foreach (var host in (IHost[])[client, second])
            await cluster.Stop(host);
    }

    private sealed class Reader : IReader
    {
        private int _heard;

        public int Heard => Volatile.Read(ref _heard);

        public Task Read(string news)
        {
            Interlocked.Increment(ref _heard);
            return Task.CompletedTask;
        }

        public Task<string> Ask(string question) => Task.FromResult("answer");
    }
}
