using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Wire;

namespace Orleans.Runtime.Network;

/// <summary>What the network takes from the host's services.</summary>
internal sealed class NetworkSetup
{
    private const string SecretSetting = "Orleans:ClusterSecret";

    public NetworkSetup(Node node)
    {
        Node = node;
        Logs = node.Services.GetRequiredService<ILoggerFactory>();
        Log = Logs.CreateLogger("Orleans.Runtime.Network");
        MessagingOptions messaging = node.Address.IsClient ? Options<ClientMessagingOptions>() : Options<SiloMessagingOptions>();
        Codec = new(node, messaging);
        Settings = NetworkSettings.From(messaging, Options<ClusterMembershipOptions>(), Options<ConnectionOptions>());
    }

    public Node Node { get; }

    public ILoggerFactory Logs { get; }

    public ILogger Log { get; }

    public MessageCodec Codec { get; }

    public NetworkSettings Settings { get; }

    public string ClusterId => Options<ClusterOptions>().ClusterId;

    public Wrapping ToSilos => Wrap(Options<SiloConnectionOptions>().WrapToSilos);

    public Wrapping FromSilos => Wrap(Options<SiloConnectionOptions>().WrapFromSilos);

    public Wrapping FromClients => Wrap(Options<SiloConnectionOptions>().WrapFromClients);

    public Wrapping FromClient => Wrap(Options<ClientConnectionOptions>().Wrap);

    public T Options<T>()
        where T : class => Node.Services.GetRequiredService<IOptions<T>>().Value;

    /// <summary>With the configured secret, or else the one that the database keeps for the cluster.</summary>
    public Handshake Handshake(string kept)
    {
        var secret = Node.Services.GetService<IConfiguration>()?[SecretSetting] is { Length: > 0 } configured ? configured : kept;
        var gateway = Node.Services.GetService<ILocalSiloDetails>()?.GatewayAddress.Endpoint;
        return new(new(ClusterId, secret), Node.Address, isSilo: !Node.Address.IsClient, gateway);
    }

    private Wrapping Wrap(Action<IConnectionBuilder> configure) => new(Node.Services, configure);
}
