using OrleansCalls.Testing;

namespace OrleansCalls.Browser.Tests.Browsers;

/// <summary>Tests in which nobody is reached but through the relay.</summary>
[CollectionDefinition(Name)]
public sealed class RelayedCollection : ICollectionFixture<RelayedFixture>
{
    /// <summary>The collection.</summary>
    public const string Name = "relayed";
}

/// <summary>The product with a real relay, and browsers that may use nothing else.</summary>
public sealed class RelayedFixture : ProductFixture
{
    private TurnServer? _turn;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Ice__Servers__0__Urls__0"] = $"stun:{_turn!.Endpoint}",
        ["Ice__Turn__Urls__0"] = $"turn:{_turn.Endpoint}?transport=udp",
        ["Ice__Turn__Urls__1"] = $"turn:{_turn.Endpoint}?transport=tcp",
        ["Ice__Turn__Secret"] = TurnServer.Secret,
    };

    protected override string PageScript => """
        window.peers = [];
        const relayed = configuration => ({ ...configuration, iceTransportPolicy: 'relay' });
        window.RTCPeerConnection = class extends RTCPeerConnection {
          constructor(configuration) { super(relayed(configuration)); window.peers.push(this); }
          setConfiguration(configuration) { super.setConfiguration(relayed(configuration)); }
        };
        """;

    public override async Task InitializeAsync()
    {
        if (!TurnServer.IsInstalled)
            return;
        _turn = await TurnServer.Start(arguments: TurnServer.LoopbackPeers);
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (_turn is not null)
            await _turn.DisposeAsync();
    }
}
