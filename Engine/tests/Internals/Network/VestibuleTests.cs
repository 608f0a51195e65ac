using System.Net;
using Orleans.Runtime.Network;

namespace OrleansCalls.Engine.Tests.Internals.Network;

/// <summary>Members get in however many strangers there are.</summary>
public sealed class VestibuleTests
{
    private static readonly IPAddress Member = IPAddress.Parse("10.0.0.1");
    private readonly List<string> _gone = [];
    private readonly Vestibule _vestibule = new(places: 4, () => [Member]);

    [Fact]
    public void Whoever_comes_gets_in_and_the_oldest_goes()
    {
        foreach (var name in (string[])["a", "b", "c", "d", "e", "f"])
            Enter("192.0.2.1", name);

        Assert.Equal(["a", "b"], _gone);
        Assert.Equal(4, _vestibule.Count);
    }

    [Fact]
    public void The_address_that_has_the_most_gives_way()
    {
        Enter("192.0.2.1", "alone");
        foreach (var name in (string[])["a", "b", "c", "d"])
            Enter("192.0.2.2", name);

        Assert.Equal(["a"], _gone);
    }

    [Fact]
    public void A_network_of_IPv6_is_one_address()
    {
        Enter("2001:db8::1", "alone");
        Enter("::ffff:192.0.2.1", "mapped");
        foreach (var (host, name) in (IEnumerable<(int, string)>)[(1, "a"), (2, "b"), (3, "c")])
            Enter($"2001:db8:1::{host}", name);

        Assert.Equal(["a"], _gone);
    }

    [Fact]
    public void Addresses_of_members_give_way_last()
    {
        foreach (var name in (string[])["a", "b", "c"])
            Enter(Member.ToString(), name);
        Enter("192.0.2.1", "stranger");
        Enter("192.0.2.2", "another");
        Enter("192.0.2.3", "third");

        Assert.Equal(["stranger", "another"], _gone);
    }

    [Fact]
    public void An_address_that_has_proved_itself_is_a_members()
    {
        using (var client = Enter("192.0.2.9", "client"))
            client.Prove();
        Enter("192.0.2.9", "back");
        Enter("192.0.2.9", "and another");
        foreach (var name in (string[])["a", "b", "c"])
            Enter("192.0.2.1", name);

        Assert.Equal(["a"], _gone);
    }

    [Fact]
    public void Who_knows_the_secret_is_not_put_out_for_who_does_not()
    {
        Enter("192.0.2.1", "knows").Vouch();
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
            Enter("192.0.2.1", name);

        Assert.Equal(["a", "b"], _gone);
    }

    [Fact]
    public void Who_has_left_is_not_put_out_and_leaves_its_place()
    {
        Enter("192.0.2.1", "a").Dispose();
        var vouched = Enter("192.0.2.1", "b");
        vouched.Vouch();
        vouched.Dispose();
        vouched.Dispose();

        Assert.Equal(0, _vestibule.Count);
        Assert.Empty(_gone);
    }

    private Vestibule.Guest Enter(string from, string name) => _vestibule.Enter(IPAddress.Parse(from), () => _gone.Add(name));
}
