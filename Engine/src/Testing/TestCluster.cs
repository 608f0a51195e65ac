using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime.Cluster;

namespace Orleans.TestingHost;

/// <summary>Silos and a client in this process, built by a <see cref="TestClusterBuilder"/>.</summary>
public class TestCluster : IAsyncDisposable
{
    private readonly InProcessCluster _cluster = new();
    private readonly TestClusterBuilder _plan;
    private readonly List<InProcessSiloHandle> _silos = [];
    private IHost? _client;
    private int _started;

    internal TestCluster(TestClusterBuilder plan) => _plan = plan;

    public IClusterClient Client =>
        _client?.Services.GetRequiredService<IClusterClient>() ?? throw new InvalidOperationException("The client has not been started.");

    /// <summary>The first silo.</summary>
    public SiloHandle? Primary => _silos.Find(silo => silo.IsPrimary);

    /// <summary>The other silos.</summary>
    public IReadOnlyList<SiloHandle> SecondarySilos => _silos.FindAll(silo => !silo.IsPrimary);

    /// <summary>All silos that run.</summary>
    public IReadOnlyList<SiloHandle> Silos => _silos;

    /// <summary>The services of the first silo.</summary>
    public IServiceProvider GetSiloServiceProvider() => _silos[0].ServiceProvider;

    /// <summary>Starts the silos and the client.</summary>
    public async Task DeployAsync()
    {
        for (var i = 0; i < _plan.Silos; i++)
            await StartAdditionalSiloAsync();

        var builder = NewHost();
        builder.UseOrleansClient(client =>
        {
            foreach (var configurator in _plan.ClientConfigurators)
                configurator().Configure(builder.Configuration, client);
        });
        TestNodes.Configure(builder.Services, _cluster, _plan.ClusterId);
        _client = builder.Build();
        await _client.StartAsync();
    }

    /// <summary>Starts one more silo.</summary>
    public async Task<SiloHandle> StartAdditionalSiloAsync()
    {
        var builder = NewHost();
        TestNodes.ConfigureSilo(builder.Services);
        builder.UseOrleans(silo =>
        {
            foreach (var configurator in _plan.SiloConfigurators)
                configurator().Configure(silo);
        });
        TestNodes.Configure(builder.Services, _cluster, _plan.ClusterId);
        var silo = new InProcessSiloHandle(builder.Build()) { IsPrimary = _started++ == 0 };
        await silo.SiloHost.StartAsync();
        _silos.Add(silo);
        return silo;
    }

    /// <summary>Stops a silo in order.</summary>
    public async Task StopSiloAsync(SiloHandle instance)
    {
        await instance.StopSiloAsync(stopGracefully: true);
        await Remove(instance);
    }

    /// <summary>Stops a silo at once, as if its process had died.</summary>
    public async Task KillSiloAsync(SiloHandle instance)
    {
        await instance.StopSiloAsync(stopGracefully: false);
        await Remove(instance);
    }

    /// <summary>Stops everything.</summary>
    public async Task StopAllSilosAsync()
    {
        if (_client is { } client)
        {
            _client = null;
            await client.StopAsync();
            client.Dispose();
        }

        foreach (var silo in Enumerable.Reverse(_silos).ToArray())
            await StopSiloAsync(silo);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAllSilosAsync();
        GC.SuppressFinalize(this);
    }

    private async Task Remove(SiloHandle silo)
    {
        _silos.Remove((InProcessSiloHandle)silo);
        await silo.DisposeAsync();
    }

    private HostApplicationBuilder NewHost()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(_plan.Properties);
        return builder;
    }
}
