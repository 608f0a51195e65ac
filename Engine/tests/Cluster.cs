using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime.Hosting;
using Orleans.TestingHost;
using OrleansCalls.Engine.Tests.Persistence;

namespace OrleansCalls.Engine.Tests;

/// <summary>One silo and a client, for the tests of a class.</summary>
public sealed class Cluster : IAsyncLifetime
{
    /// <summary>In tests, the engine answers in time or never.</summary>
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(15);

    private readonly TestCluster _cluster = Build();

    public IClusterClient Client => _cluster.Client;

    public IServiceProvider Silo => _cluster.GetSiloServiceProvider();

    public T GetGrain<T>(string key)
        where T : IGrainWithStringKey => Client.GetGrain<T>(key);

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    private static TestCluster Build()
    {
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<SiloConfiguration>();
        builder.AddClientBuilderConfigurator<ClientConfiguration>();
        return builder.Build();
    }

    public sealed class SiloConfiguration : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.AddMemoryGrainStorage("memory");
            siloBuilder.Services.AddGrainStorage("broken", (_, _) => new BrokenStorage());
            siloBuilder.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
        }
    }

    public sealed class ClientConfiguration : IClientBuilderConfigurator
    {
        public void Configure(Microsoft.Extensions.Configuration.IConfiguration configuration, IClientBuilder clientBuilder) =>
            clientBuilder.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
    }
}
