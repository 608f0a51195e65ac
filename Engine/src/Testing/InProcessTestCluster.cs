using System.Collections.ObjectModel;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Cluster;

namespace Orleans.TestingHost;

/// <summary>Silos and a client in this process, made by an <see cref="InProcessTestClusterBuilder"/>.</summary>
public sealed class InProcessTestCluster : IDisposable, IAsyncDisposable
{
    private readonly InProcessCluster _cluster = new();
    private readonly List<InProcessSiloHandle> _silos = [];
    private IHost? _client;
    private short _started;

    internal InProcessTestCluster(InProcessTestClusterOptions options) => Options = options;

    /// <summary>What the cluster is made of.</summary>
    public InProcessTestClusterOptions Options { get; }

    /// <summary>The client.</summary>
    public IClusterClient Client =>
        (_client ?? throw new InvalidOperationException("The client has not been started.")).Services.GetRequiredService<IClusterClient>();

    /// <summary>All silos that run.</summary>
    public ReadOnlyCollection<InProcessSiloHandle> Silos => _silos.AsReadOnly();

    /// <summary>All silos that run.</summary>
    public IEnumerable<InProcessSiloHandle> GetActiveSilos() => _silos.Where(silo => silo.IsActive);

    /// <summary>The silo of that address, or null.</summary>
    public InProcessSiloHandle? GetSiloForAddress(SiloAddress siloAddress) => _silos.Find(silo => silo.SiloAddress.Equals(siloAddress));

    /// <summary>The services of a silo, or of the first one.</summary>
    public IServiceProvider GetSiloServiceProvider(SiloAddress? silo = null) =>
        (silo is null ? _silos[0] : GetSiloForAddress(silo) ?? throw new ArgumentException($"There is no silo {silo}.", nameof(silo))).ServiceProvider;

    /// <summary>Starts the silos and the client.</summary>
    public async Task DeployAsync()
    {
        await StartSilosAsync(Options.InitialSilosCount);
        if (Options.InitializeClientOnDeploy)
            await InitializeClientAsync();
    }

    /// <summary>Starts the client.</summary>
    public async Task InitializeClientAsync()
    {
        var builder = NewHost();
        builder.UseOrleansClient();
        foreach (var configure in Options.ClientHostConfigurationDelegates)
            configure(builder);
        TestNodes.Configure(builder.Services, _cluster, Options.ClusterId, Options.ServiceId);
        _client = builder.Build();
        await _client.StartAsync();
    }

    /// <summary>Starts one more silo.</summary>
    public async Task<InProcessSiloHandle> StartAdditionalSiloAsync()
    {
        var number = _started++;
        var name = string.Create(CultureInfo.InvariantCulture, $"Silo_{number}");
        var builder = NewHost();
        builder.UseOrleans();
        TestNodes.ConfigureSilo(builder.Services, name);
        foreach (var configure in Options.SiloHostConfigurationDelegates)
            configure(new() { SiloName = name }, builder);
        TestNodes.Configure(builder.Services, _cluster, Options.ClusterId, Options.ServiceId);
        var host = builder.Build();
        await host.StartAsync();
        var silo = InProcessSiloHandle.Of(host, name, number);
        _silos.Add(silo);
        return silo;
    }

    /// <summary>Starts more silos.</summary>
    public async Task<List<InProcessSiloHandle>> StartSilosAsync(int silosToStart)
    {
        var started = new List<InProcessSiloHandle>();
        for (var i = 0; i < silosToStart; i++)
            started.Add(await StartAdditionalSiloAsync());
        return started;
    }

    /// <summary>Stops a silo in order.</summary>
    public Task StopSiloAsync(InProcessSiloHandle instance) => Stop(instance, gracefully: true);

    /// <summary>Stops a silo at once, as if its process had died.</summary>
    public Task KillSiloAsync(InProcessSiloHandle instance) => Stop(instance, gracefully: false);

    /// <summary>Stops a silo in order and starts another in its stead.</summary>
    public async Task<InProcessSiloHandle?> RestartSiloAsync(InProcessSiloHandle instance)
    {
        await StopSiloAsync(instance);
        return await StartAdditionalSiloAsync();
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

    /// <summary>Stops the client at once.</summary>
    public Task KillClientAsync() => StopClusterClientAsync();

    /// <summary>Stops the silos.</summary>
    public async Task StopSilosAsync()
    {
        foreach (var silo in Enumerable.Reverse(_silos).ToArray())
            await StopSiloAsync(silo);
    }

    /// <summary>Stops everything.</summary>
    public async Task StopAllSilosAsync()
    {
        await StopClusterClientAsync();
        await StopSilosAsync();
    }

    /// <summary>Ends when all silos agree on who is there; here at once.</summary>
    public Task WaitForLivenessToStabilizeAsync(bool didKill = false) => Task.CompletedTask;

    public void Dispose() => StopAllSilosAsync().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync() => await StopAllSilosAsync();

    private async Task Stop(InProcessSiloHandle silo, bool gracefully)
    {
        await silo.StopSiloAsync(gracefully);
        _silos.Remove(silo);
        await silo.DisposeAsync();
    }

    private static HostApplicationBuilder NewHost() =>
        new(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development, DisableDefaults = true });
}
