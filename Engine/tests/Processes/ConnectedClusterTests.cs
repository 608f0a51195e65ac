using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using OrleansCalls.Engine.Tests.Calls;
using OrleansCalls.Engine.Tests.Life;
using OrleansCalls.Engine.Tests.Observers;
using OrleansCalls.LocalPostgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Processes;

/// <summary>What holds within a process holds between processes.</summary>
public sealed class ConnectedClusterTests(ConnectedCluster cluster) : IClassFixture<ConnectedCluster>, IAsyncLifetime
{
    private IHost _one = null!;
    private IHost _two = null!;
    private IHost _client = null!;

    public async Task InitializeAsync()
    {
        _one = await cluster.StartSilo();
        _two = await cluster.StartSilo();
        _client = await cluster.StartClient();
        await ConnectedCluster.Sees(_one, 2);
        await ConnectedCluster.Sees(_two, 2);
    }

    public async Task DisposeAsync()
    {
        foreach (var host in (IHost[])[_client, _two, _one])
            await cluster.Stop(host);
    }

    [Fact]
    public async Task Every_process_reaches_the_grains_of_every_silo()
    {
        var keys = Enumerable.Range(0, 40).Select(_ => Names.New("l")).ToArray();

        var lives = await Task.WhenAll(keys.Select(Get<ILifeGrain>(_client, grain => grain.Life())));

        Assert.Equal(lives, await Task.WhenAll(keys.Select(Get<ILifeGrain>(_one, grain => grain.Life()))));
        Assert.Equal(lives, await Task.WhenAll(keys.Select(Get<ILifeGrain>(_two, grain => grain.Life()))));
        var statistics = await ConnectedCluster.Grains(_client).GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics();
        var hosts = statistics
            .Where(one => one.GrainType.Contains(nameof(LifeGrain), StringComparison.Ordinal))
            .Select(one => one.SiloAddress);
        Assert.Equal(2, hosts.Distinct().Count());
    }

    [Fact]
    public async Task Arguments_results_and_what_belongs_to_a_call_travel()
    {
        var text = string.Concat(Enumerable.Repeat("Grüße, \u0001\"\\ 🙂 ", 5000));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(text, await ConnectedCluster.Grains(_client).GetGrain<IEchoGrain>(Names.New("e")).Echo(text));
            Assert.Equal(i, await ConnectedCluster.Grains(_client).GetGrain<IEchoGrain>(Names.New("e")).EchoSoon(i));
            await ConnectedCluster.Grains(_client).GetGrain<IEchoGrain>(Names.New("e")).NothingSoon();
        }
    }

    [Fact]
    public async Task Exceptions_travel_with_what_they_say()
    {
        for (var i = 0; i < 10; i++)
        {
            var failing = ConnectedCluster.Grains(_client).GetGrain<IFailingGrain>(Names.New("f"));
            Assert.Equal("no", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing.Throw("no"))).Message);
            Assert.Equal("u:2", (await Assert.ThrowsAsync<BusyException>(() => failing.ThrowBusy("u:2"))).Who);
        }
    }

    [Fact]
    public async Task Observers_of_a_client_hear_from_grains_of_every_silo()
    {
        var reader = new Reader();
        var reference = ConnectedCluster.Grains(_client).CreateObjectReference<IReader>(reader);
        var keys = Enumerable.Range(0, 20).Select(_ => Names.New("n")).ToArray();
        foreach (var key in keys)
            await ConnectedCluster.Grains(_client).GetGrain<INewsGrain>(key).Subscribe(reference);

        foreach (var key in keys)
            await ConnectedCluster.Grains(_one).GetGrain<INewsGrain>(key).Publish(key);
        foreach (var key in keys)
            Assert.Equal(["answer"], await ConnectedCluster.Grains(_two).GetGrain<INewsGrain>(key).AskAll("question"));

        await Eventually.Holds(() => keys.All(reader.Heard.Contains));
    }

    [Fact]
    public async Task A_client_that_cannot_reach_a_silo_is_served_through_another()
    {
        // It does not listen where it says.
        var hidden = await cluster.StartSilo(silo => silo.Configure<Orleans.Configuration.EndpointOptions>(endpoints =>
            endpoints.GatewayListeningEndpoint = new(System.Net.IPAddress.Loopback, LoopbackPorts.Free())));
        await ConnectedCluster.Sees(_one, 3);
        await ConnectedCluster.Sees(hidden, 3);
        var client = await cluster.StartClient();
        var reader = new Reader();
        var reference = ConnectedCluster.Grains(client).CreateObjectReference<IReader>(reader);
        var keys = Enumerable.Range(0, 30).Select(_ => Names.New("n")).ToArray();

        foreach (var key in keys)
        {
            await ConnectedCluster.Grains(client).GetGrain<INewsGrain>(key).Subscribe(reference);
            await ConnectedCluster.Grains(_one).GetGrain<INewsGrain>(key).Publish(key);
            Assert.Equal(["answer"], await ConnectedCluster.Grains(_two).GetGrain<INewsGrain>(key).AskAll("question"));
        }

        await Eventually.Holds(() => keys.All(reader.Heard.Contains));
        await cluster.Stop(client);
        await cluster.Stop(hidden);
    }

    private static Func<string, Task<Guid>> Get<T>(IHost host, Func<T, Task<Guid>> call)
        where T : IGrainWithStringKey => key => call(ConnectedCluster.Grains(host).GetGrain<T>(key));

    private sealed class Reader : IReader
    {
        public System.Collections.Concurrent.ConcurrentBag<string> Heard { get; } = [];

        public Task Read(string news)
        {
            Heard.Add(news);
            return Task.CompletedTask;
        }

        public Task<string> Ask(string question) => Task.FromResult("answer");
    }
}
