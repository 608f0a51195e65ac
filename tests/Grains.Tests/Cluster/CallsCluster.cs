using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;
using OrleansCalls.Calls;
using OrleansCalls.Hosting;
using OrleansCalls.People;
using OrleansCalls.Persistence;
using OrleansCalls.Presence;

namespace OrleansCalls.Cluster;

/// <summary>A cluster of one silo that keeps everything in memory, with a clock and storages that the test holds.</summary>
public class CallsCluster : IAsyncLifetime
{
    private TestCluster? _cluster;

    /// <summary>Settings of this cluster, by configuration key.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    public IClusterClient Client => (IClusterClient)_cluster!.Client;

    public TestClock Clock => (TestClock)Service<IClusterClock>();

    public TestStorage CallStorage => Storage(StoredCall.StorageName);

    public TestStorage PresenceStorage => Storage(PresenceSettings.StorageName);

    public T Service<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public ICallGrain Call(string callId) => Client.GetGrain<ICallGrain>(GrainKeys.Call(callId));

    public IUserPresenceGrain Presence(string userId) => Client.GetGrain<IUserPresenceGrain>(GrainKeys.User(userId));

    /// <summary>A new user without a device.</summary>
    public async Task<string> NewUser(string? organisation = "acme", UserRole role = UserRole.User)
    {
        var id = "u" + Guid.NewGuid().ToString("N");
        var user = new User { Id = id, Username = id, DisplayName = "Name of " + id, Role = role, Organisation = organisation };
        Assert.Empty(await Service<IAccountStore>().Create([new Account(user, PasswordHash: null)]));
        return id;
    }

    /// <summary>A new user with one device.</summary>
    public async Task<Browser> NewBrowser() => await Browser.Open(this, await NewUser(), "d1");

    /// <summary>Drops every activation, as when their silo died: memory is gone, rows are not.</summary>
    public async Task DropActivations() =>
        await Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    public async Task InitializeAsync()
    {
        var builder = new TestClusterBuilder(1);
        foreach (var (key, value) in Settings)
            builder.Properties[key] = value;
        builder.Properties["Persistence:Memory"] = "true";
        builder.AddSiloBuilderConfigurator<SiloConfigurator>();
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster!.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }

    private IServiceProvider Services => ((InProcessSiloHandle)_cluster!.Primary!).SiloHost.Services;

    private TestStorage Storage(string name) => (TestStorage)Services.GetRequiredKeyedService<IGrainStorage>(name);

    private sealed class SiloConfigurator : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            var services = siloBuilder.Services;
            services.AddCallsOptions();
            services.AddCallsPersistence(siloBuilder.Configuration);
            services.Replace(ServiceDescriptor.Singleton<IClusterClock>(new TestClock()));
            siloBuilder.AddCalls(siloBuilder.Configuration);
            TestStorage.Wrap(services, StoredCall.StorageName);
            TestStorage.Wrap(services, PresenceSettings.StorageName);
        }
    }
}
