using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Wire;

namespace Orleans.Runtime.Network;

/// <summary>The cluster that is written down in a PostgreSQL database.</summary>
internal sealed class AdoNetClusterSource(string connectionString) : IClusterSource
{
    // A heartbeat that takes longer than this has failed.
    private const int PatienceSeconds = 3;

    public async Task<IClusterLink> Connect(Node node, CancellationToken cancellation)
    {
        var setup = new NetworkSetup(node);
        var table = new MembershipTable(Open(), setup.ClusterId);
        try
        {
            var handshake = setup.Handshake(await table.Open(cancellation));
            return node.Address.IsClient ? await JoinAsClient(setup, table, handshake, cancellation) : await JoinAsSilo(setup, table, handshake, cancellation);
        }
        catch
        {
            await table.DisposeAsync();
            throw;
        }
    }

    private static async Task<IClusterLink> JoinAsSilo(NetworkSetup setup, MembershipTable table, Handshake handshake, CancellationToken cancellation)
    {
        var endpoints = setup.Options<EndpointOptions>();
        var membership = setup.Options<ClusterMembershipOptions>();
        var details = setup.Node.Services.GetRequiredService<ILocalSiloDetails>();
        var self = new Member(setup.Node.Address, details.Name, endpoints.GatewayPort == 0 ? null : details.GatewayAddress.Endpoint, SiloStatus.Joining);
        var agent = new MembershipAgent(table, self, membership, setup.Node.Time, setup.Logs.CreateLogger("Orleans.Runtime.Membership"));
        var network = new SiloNetwork(setup.Node, setup.ClusterId, agent, handshake, setup.Codec, setup.Settings, endpoints, setup.SiloWrappings, setup.Options<SiloMessagingOptions>().ClientDropTimeout, setup.Logs);
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

    private static async Task<IClusterLink> JoinAsClient(NetworkSetup setup, MembershipTable table, Handshake handshake, CancellationToken cancellation)
    {
        var network = new ClientNetwork(setup.Node, setup.ClusterId, table.Read, setup.Options<GatewayOptions>().GatewayListRefreshPeriod, new(handshake, setup.ClientWrapping, setup.Settings, setup.Logs), setup.Codec, setup.Settings, setup.Logs) { Owned = table };
        await network.Join(cancellation);
        return network;
    }

    // A pool of its own: what the application does with the database never keeps a heartbeat waiting.
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

/// <summary>What connecting with a cluster needs of the host's services.</summary>
internal sealed class NetworkSetup(Node node)
{
    private const string SecretSetting = "Orleans:ClusterSecret";

    public Node Node => node;

    public string ClusterId => Options<ClusterOptions>().ClusterId;

    public ILoggerFactory Logs { get; } = node.Services.GetRequiredService<ILoggerFactory>();

    public MessageCodec Codec => new(node, Messaging);

    public NetworkSettings Settings => NetworkSettings.From(Messaging, Options<ClusterMembershipOptions>(), Options<ConnectionOptions>());

    public SiloWrappings SiloWrappings
    {
        get
        {
            var connections = Options<SiloConnectionOptions>();
            return new(new(node.Services, connections.WrapToSilos), new(node.Services, connections.WrapFromSilos), new(node.Services, connections.WrapFromClients));
        }
    }

    public Wrapping ClientWrapping => new(node.Services, Options<ClientConnectionOptions>().Wrap);

    private MessagingOptions Messaging => node.Address.IsClient ? Options<ClientMessagingOptions>() : Options<SiloMessagingOptions>();

    public T Options<T>()
        where T : class => node.Services.GetRequiredService<IOptions<T>>().Value;

    /// <summary>With the secret of the configuration, or else the one that the cluster's database keeps.</summary>
    public Handshake Handshake(string kept)
    {
        var secret = node.Services.GetService<IConfiguration>()?[SecretSetting] is { Length: > 0 } configured ? configured : kept;
        return new(new(ClusterId, secret), node.Address, isSilo: !node.Address.IsClient, node.Services.GetService<ILocalSiloDetails>()?.GatewayAddress.Endpoint);
    }
}
