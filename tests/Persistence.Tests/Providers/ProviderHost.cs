using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Messaging;

namespace OrleansCalls.Persistence.Tests.Providers;

/// <summary>Orleans' own ADO.NET providers over a migrated database, without a silo around them.</summary>
public sealed class ProviderHost : IAsyncLifetime
{
    private Store? _store;

    public async Task InitializeAsync() => _store = await Store.Start(postgres: true);

    public async Task DisposeAsync() => await _store!.DisposeAsync();

    /// <summary>The table of members of a cluster.</summary>
    public async Task<IMembershipTable> Membership(string clusterId)
    {
        var table = Silo(clusterId).GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTable(tryInitTableVersion: true);
        return table;
    }

    /// <summary>What clients of a cluster find their silos by.</summary>
    public async Task<IGatewayListProvider> Gateways(string clusterId)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (clusterId, clusterId))
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", _store!.ConnectionString)));
        var list = builder.Build().Services.GetRequiredService<IGatewayListProvider>();
        await list.InitializeGatewayListProvider();
        return list;
    }

    private IServiceProvider Silo(string id)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (id, id))
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", _store!.ConnectionString)));
        return builder.Build().Services;
    }
}
