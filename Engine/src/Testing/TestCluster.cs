using System.Collections.ObjectModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Cluster;

namespace Orleans.TestingHost;

/// <summary>Silos and a client in this process, made by a <see cref="TestClusterBuilder"/>.</summary>
public class TestCluster : IDisposable, IAsyncDisposable
{
    private readonly InProcessCluster _cluster = new();
    private readonly IConfiguration _configuration;
    private readonly List<SiloHandle> _silos = [];
    private IHost? _client;
    private short _started;

    internal TestCluster(TestClusterOptions options, IConfiguration configuration)
    {
        Options = options;
        _configuration = configuration;
    }

    /// <summary>What the cluster is made of.</summary>
    public TestClusterOptions Options { get; }

    /// <summary>The client.</summary>
    public IClusterClient Client => ServiceProvider.GetRequiredService<IClusterClient>();

    /// <summary>The client's services.</summary>
    public IServiceProvider ServiceProvider => (_client ?? throw new InvalidOperationException("The client has not been started.")).Services;

    /// <summary>The first silo.</summary>
    public SiloHandle? Primary => _silos.Find(silo => silo.InstanceNumber == 0);

    /// <summary>The others.</summary>
    public IReadOnlyList<SiloHandle> SecondarySilos => _silos.FindAll(silo => silo.InstanceNumber != 0);

    /// <summary>All that run.</summary>
    public ReadOnlyCollection<SiloHandle> Silos => _silos.AsReadOnly();

    /// <summary>The silo of that address, or null.</summary>
    public SiloHandle? GetSiloForAddress(SiloAddress siloAddress) => _silos.Find(silo => silo.SiloAddress.Equals(siloAddress));

    /// <summary>The services of a silo, or of the first one.</summary>
    public IServiceProvider GetSiloServiceProvider(SiloAddress? silo = null) =>
        ((InProcessSiloHandle)(silo is null ? _silos[0] : GetSiloForAddress(silo) ?? throw new ArgumentException($"There is no silo {silo}.", nameof(silo)))).ServiceProvider;

    /// <summary>Starts the silos and the client.</summary>
    public async Task DeployAsync()
    {
        await StartAdditionalSilosAsync(Options.InitialSilosCount);
        if (Options.InitializeClientOnDeploy)
            await InitializeClientAsync();
    }

    /// <summary>Starts the client.</summary>
    public async Task InitializeClientAsync()
    {
        var builder = NewHost();
        builder.UseOrleansClient(_ => { });
        foreach (var configurator in Make(Options.ClientBuilderConfiguratorTypes))
        {
            (configurator as IHostConfigurator)?.Configure(builder);
            if (configurator is IClientBuilderConfigurator ofClient)
                builder.UseOrleansClient((context, client) => ofClient.Configure(context.Configuration, client));
        }

        builder.ConfigureServices(services => TestNodes.Configure(services, _cluster, Options.ClusterId, Options.ServiceId));
        _client = builder.Build();
        await _client.StartAsync();
    }

    /// <summary>Starts one more silo.</summary>
    public async Task<SiloHandle> StartAdditionalSiloAsync(bool startAdditionalSiloOnNewPort = false)
    {
        var number = _started++;
        var name = number == 0 ? "Primary" : $"Secondary_{number}";
        var builder = NewHost();
        builder.UseOrleans(_ => { });
        builder.ConfigureServices(services => TestNodes.ConfigureSilo(services, name));
        foreach (var configurator in Make(Options.SiloBuilderConfiguratorTypes))
        {
            (configurator as IHostConfigurator)?.Configure(builder);
            if (configurator is ISiloConfigurator ofSilo)
                builder.UseOrleans(ofSilo.Configure);
        }

        builder.ConfigureServices(services => TestNodes.Configure(services, _cluster, Options.ClusterId, Options.ServiceId));
        var host = builder.Build();
        await host.StartAsync();
        var silo = InProcessSiloHandle.Of(host, name, number);
        _silos.Add(silo);
        return silo;
    }

    /// <summary>Starts more silos.</summary>
    public async Task<List<SiloHandle>> StartAdditionalSilosAsync(int silosToStart, bool startAdditionalSiloOnNewPort = false)
    {
        var started = new List<SiloHandle>();
        for (var i = 0; i < silosToStart; i++)
            started.Add(await StartAdditionalSiloAsync(startAdditionalSiloOnNewPort));
        return started;
    }

    /// <summary>Stops a silo in order.</summary>
    public async Task StopSiloAsync(SiloHandle instance)
    {
        await instance.StopSiloAsync(stopGracefully: true);
        _silos.Remove(instance);
        await instance.DisposeAsync();
    }

    /// <summary>Stops a silo at once, as if its process had died.</summary>
    public async Task KillSiloAsync(SiloHandle instance)
    {
        await instance.StopSiloAsync(stopGracefully: false);
        _silos.Remove(instance);
        await instance.DisposeAsync();
    }

    /// <summary>Stops the client.</summary>
    public async Task StopClusterClientAsync()
    {
        if (_client is not { } client)
            return;
        _client = null;
        await client.StopAsync();
        client.Dispose();
    }

    /// <summary>Stops everything.</summary>
    public void StopAllSilos() => StopAllSilosAsync().GetAwaiter().GetResult();

    /// <summary>Stops everything.</summary>
    public async Task StopAllSilosAsync()
    {
        await StopClusterClientAsync();
        foreach (var silo in Enumerable.Reverse(_silos).ToArray())
            await StopSiloAsync(silo);
    }

    public void Dispose()
    {
        StopAllSilos();
        GC.SuppressFinalize(this);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAllSilosAsync();
        GC.SuppressFinalize(this);
    }

    private static IEnumerable<object> Make(IEnumerable<string> types) =>
        types.Select(type => Activator.CreateInstance(Type.GetType(type, throwOnError: true)!)!);

    private HostBuilder NewHost()
    {
        var builder = new HostBuilder();
        builder.UseEnvironment(Environments.Development);
        builder.ConfigureHostConfiguration(configuration => configuration.AddConfiguration(_configuration));
        return builder;
    }
}
