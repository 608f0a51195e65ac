using System.Net;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Ice;

/// <summary>
/// The relay serves the people of a call, in bounds, and is nobody's way into a network. A real coturn with the configuration that is
/// deployed.
/// </summary>
public sealed class TurnTests
{
    private const int Unauthorized = 401, Forbidden = 403, QuotaReached = 486;
    private const string External = "203.0.113.7";
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [TurnFact]
    public async Task Credentials_of_a_front_end_get_a_relay()
    {
        await using var server = await TurnServer.Start();
        await using var frontEnd = FrontEnd.Start(("Ice:Turn:Urls:0", $"turn:{server.Endpoint}"), ("Ice:Turn:Secret", TurnServer.Secret));
        var (alice, bob) = (await frontEnd.NewPerson(), await frontEnd.NewPerson());
        await bob.Do("/api/status/heartbeat", new { deviceId = "d1" });
        await alice.Call(bob, "d1");

        var relay = (await alice.Get("/api/ice-servers")).GetProperty("iceServers").EnumerateArray().Last();
        using var client = new TurnClient(server.Endpoint, relay.Text("username")!, relay.Text("credential")!);

        Assert.Equal(0, await client.Allocate());
    }

    [TurnFact]
    public async Task Credentials_that_are_none_or_old_or_forged_get_nothing()
    {
        await using var server = await TurnServer.Start();
        var (now, old) = (Name("alice"), Name("alice", Now.AddMinutes(-1)));

        Assert.Equal(Unauthorized, await Allocate(server, "", ""));
        Assert.Equal(Unauthorized, await Allocate(server, old, IceServers.Credential(old, TurnServer.Secret)));
        Assert.Equal(Unauthorized, await Allocate(server, now, IceServers.Credential(now, "another secret")));
        Assert.Equal(Unauthorized, await Allocate(server, Name("bob"), IceServers.Credential(now, TurnServer.Secret)));
        Assert.Equal(Unauthorized, await Allocate(server, Name("alice", Now.AddDays(1)), IceServers.Credential(now, TurnServer.Secret)));
    }

    [TurnFact]
    public async Task No_address_that_is_not_public_is_reached_through_it()
    {
        await using var server = await TurnServer.Start();
        using var client = Client(server, "alice");
        Assert.Equal(0, await client.Allocate());

        string[] refused =
        [
            "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.2", "127.255.255.255",
                "169.254.169.254", "172.16.0.1", "172.31.255.255",
            "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.1",
                "203.0.113.1", "224.0.0.1", "239.255.255.255",
            "240.0.0.1", "255.255.255.255",
        ];
        await Refuses(client, refused);
        foreach (var address in (string[])["1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "172.15.255.255",
            "172.32.0.1", "223.255.255.255"])
            Assert.True(await client.Permit(IPAddress.Parse(address)) == 0, $"{address} is not reached.");
    }

    [TurnFact]
    public async Task No_address_of_IPv6_that_is_not_public_is_reached_through_it()
    {
        await using var server = await TurnServer.Start(arguments: ["--relay-ip=::1"]);
        using var client = Client(server, "alice");
        Assert.Equal(0, await client.Allocate(ipv6: true));

        string[] refused =
        [
            "::", "::1", "::ffff:10.0.0.1", "::ffff:1.1.1.1", "::10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1",
                "2001:1ff::1", "2001:db8::1", "2002:a00:1::1", "3fff::1",
            "4000::1", "fc00::1", "fdff:ffff::1", "fe80::1", "fec0::1", "ff02::1", "ffff::1",
        ];
        await Refuses(client, refused);
        foreach (var address in (string[])["2606:4700::1111", "2001:200::1", "2003::1", "2a00::1"])
            Assert.True(await client.Permit(IPAddress.Parse(address)) == 0, $"{address} is not reached.");
    }

    [TurnFact]
    public async Task One_person_has_a_quota_whatever_the_credentials_and_all_have_one()
    {
        await using var server = await TurnServer.Start(relays: 5, perPerson: 3);
        using var crowd = new Crowd();
        for (var turn = 0; turn < 3; turn++)
            Assert.Equal(0, await crowd.Add(Client(server, "alice", Now.AddMinutes(turn + 5))).Allocate());

        Assert.Equal(QuotaReached, await crowd.Add(Client(server, "alice", Now.AddMinutes(30))).Allocate());
        Assert.Equal(0, await crowd.Add(Client(server, "bob")).Allocate());
        Assert.Equal(0, await crowd.Add(Client(server, "carol")).Allocate());
        Assert.Equal(QuotaReached, await crowd.Add(Client(server, "dave")).Allocate());
    }

    [TurnFact]
    public async Task Two_who_both_need_the_relay_reach_each_other_through_it()
    {
        await using var server = await TurnServer.Start(externalIp: External, arguments: TurnServer.LoopbackPeers);
        using var alice = Client(server, "alice");
        using var bob = Client(server, "bob");
        Assert.Equal((0, 0), (await alice.Allocate(), await bob.Allocate()));
        Assert.Equal(External, $"{bob.Relayed!.Address}");

        Assert.Equal((0, 0), (await alice.Permit(bob.Relayed.Address), await bob.Permit(alice.Relayed!.Address)));
        await alice.Send(bob.Relayed, "hello");

        Assert.Equal("hello", (await bob.Receive()).Text);
    }

    [TurnFact]
    public async Task The_secret_is_on_no_command_line_and_in_no_environment()
    {
        await using var server = await TurnServer.Start();

        var commandLine = await File.ReadAllTextAsync($"/proc/{server.Id}/cmdline");
        Assert.Contains("turnserver", commandLine, StringComparison.Ordinal);
        Assert.DoesNotContain(TurnServer.Secret, commandLine, StringComparison.Ordinal);
        Assert.DoesNotContain(TurnServer.Secret, await File.ReadAllTextAsync($"/proc/{server.Id}/environ"), StringComparison.Ordinal);
    }

    private static async Task Refuses(TurnClient client, string[] addresses)
    {
        foreach (var address in addresses)
            Assert.True(await client.Permit(IPAddress.Parse(address)) == Forbidden, $"{address} is reached.");
    }

    private static async Task<int> Allocate(TurnServer server, string username, string password)
    {
        using var client = new TurnClient(server.Endpoint, username, password);
        return await client.Allocate();
    }

    private static TurnClient Client(TurnServer server, string userId, DateTimeOffset? until = null)
    {
        var name = Name(userId, until);
        return new(server.Endpoint, name, IceServers.Credential(name, TurnServer.Secret));
    }

    private static string Name(string userId, DateTimeOffset? until = null) => $"{(until ?? Now.AddHours(1)).ToUnixTimeSeconds()}:{userId}";

    private sealed class Crowd : IDisposable
    {
        private readonly List<TurnClient> _clients = [];

        public TurnClient Add(TurnClient client)
        {
            _clients.Add(client);
            return client;
        }

        public void Dispose() => _clients.ForEach(client => client.Dispose());
    }
}
