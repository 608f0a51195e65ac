using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Membership;

namespace Orleans.Runtime.Network;

/// <summary>A cluster whose members are listed in PostgreSQL.</summary>
internal sealed class AdoNetClusterSource(string connectionString) : IClusterSource
{
    // A heartbeat that takes longer has failed.
    private const int PatienceSeconds = 3;

    public async Task<IClusterLink> Connect(Node node, CancellationToken cancellation)
    {
        var setup = new NetworkSetup(node);
        var table = new MembershipTable(Open(), setup.ClusterId);
        try
        {
            var handshake = setup.Handshake(await table.Open(cancellation));
            return node.Address.IsClient
                ? await JoinAsClient(setup, table, handshake, cancellation)
                : await JoinAsSilo(setup, table, handshake, cancellation);
        }
        catch
        {
            await table.DisposeAsync();
            throw;
        }
    }

    private static async Task<IClusterLink> JoinAsSilo(
        NetworkSetup setup, MembershipTable table, Handshake handshake, CancellationToken cancellation)
    {
        var membership = setup.Options<ClusterMembershipOptions>();
        var details = setup.Node.Services.GetRequiredService<ILocalSiloDetails>();
        var gateway = details.GatewayAddress.Endpoint is { Port: not 0 } endpoint ? endpoint : null;
        var self = new Member(setup.Node.Address, details.Name, gateway, SiloStatus.Joining);
        var agent = new MembershipAgent(table, self, membership, setup.Node.Time, setup.Logs.CreateLogger("Orleans.Runtime.Membership"));
        var network = new SiloNetwork(setup, agent, handshake);
        try
        {
            await network.Join(membership.MaxJoinAttemptTime, cancellation);
            return network;
        }
        catch
        {
            await network.Cut(drained: false);
            throw;
        }
    }

    private static async Task<IClusterLink> JoinAsClient(
        NetworkSetup setup, MembershipTable table, Handshake handshake, CancellationToken cancellation)
    {
        var network = new ClientNetwork(setup, handshake, table.Read) { Owned = table };
        await network.Join(cancellation);
        return network;
    }

    // A pool of its own: the application's use of the database never delays a heartbeat.
    private NpgsqlDataSource Open()
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.MaxPoolSize = 4;
        builder.ConnectionStringBuilder.MinPoolSize = 0;
        builder.ConnectionStringBuilder.CommandTimeout = PatienceSeconds;
        builder.ConnectionStringBuilder.Timeout = PatienceSeconds;
        builder.ConnectionStringBuilder.CancellationTimeout = -1;
        builder.ConnectionStringBuilder.ApplicationName = "orleans-membership";
        return builder.Build();
    }
}
