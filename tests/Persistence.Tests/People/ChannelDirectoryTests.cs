using OrleansCalls.People;

namespace OrleansCalls.Persistence.Tests.People;

public abstract class ChannelDirectoryTests(StoreFixture fixture) : StoreTests(fixture)
{
    private IChannelDirectory Channels => Get<IChannelDirectory>();

    [Fact]
    public async Task WhatIsRead_IsWhatWasMade_MembersByTheirIds()
    {
        await MakePeople();

        Assert.Empty(await Channels.Create(new Channel("1", "General", "acme", ["carol", "alice", "bob", "alice"])));

        AssertSame(new Channel("1", "General", "acme", ["alice", "bob", "carol"]), await Channels.Find("1"));
        Assert.Null(await Channels.Find("2"));
        Assert.Null(await Channels.Find("a\0b"));
    }

    [Fact]
    public async Task ChannelsOf_AreThoseThatOneIsAMemberOf_ByName()
    {
        await MakePeople();
        await Channels.Create(new Channel("1", "support", null, ["alice", "bob"]));
        await Channels.Create(new Channel("2", "General", null, ["alice"]));
        await Channels.Create(new Channel("3", "empty", null, []));

        Assert.Equal(["General", "support"], (await Channels.ChannelsOf("alice")).Select(channel => channel.Name));
        Assert.Equal(["support"], (await Channels.ChannelsOf("bob")).Select(channel => channel.Name));
        Assert.Empty(await Channels.ChannelsOf("carol"));
    }

    [Fact]
    public async Task Create_WithUnknownMembers_NamesThem_AndMakesNothing()
    {
        await MakePeople();

        Assert.Equal(["x", "y"], (await Channels.Create(new Channel("1", "General", null, ["alice", "x", "y", "x"]))).AsEnumerable());
        Assert.Null(await Channels.Find("1"));
    }

    [Fact]
    public async Task Create_WithAKnownId_IsRefused()
    {
        await Channels.Create(new Channel("1", "General", null, []));

        await Assert.ThrowsAsync<ArgumentException>(() => Channels.Create(new Channel("1", "Other", null, [])));
    }

    [Fact]
    public async Task Update_ReplacesNameOrganisationAndMembers()
    {
        await MakePeople();
        await Channels.Create(new Channel("1", "General", "acme", ["alice", "bob"]));
        var changed = new Channel("1", "Everybody", null, ["bob", "carol"]);

        Assert.Empty((await Channels.Update(changed))!.Value);

        AssertSame(changed, await Channels.Find("1"));
    }

    [Fact]
    public async Task Update_WithUnknownMembers_NamesThem_AndChangesNothing()
    {
        await MakePeople();
        var channel = new Channel("1", "General", "acme", ["alice"]);
        await Channels.Create(channel);

        Assert.Equal(["x"], (await Channels.Update(new Channel("1", "Other", null, ["x", "bob"])))!.Value.AsEnumerable());
        AssertSame(channel, await Channels.Find("1"));
    }

    [Fact]
    public async Task Update_OfNoChannel_IsNull() => Assert.Null(await Channels.Update(new Channel("1", "General", null, [])));

    private Task MakePeople() => Get<IAccountStore>().Create([Somebody.Named("alice"), Somebody.Named("bob"), Somebody.Named("carol")]);

    private static void AssertSame(Channel expected, Channel? actual)
    {
        Assert.Equal(expected.MemberIds.AsEnumerable(), actual!.MemberIds);
        Assert.Equal(expected with { MemberIds = [] }, actual with { MemberIds = [] });
    }

    public sealed class OnPostgres(PostgresFixture fixture) : ChannelDirectoryTests(fixture), IClassFixture<PostgresFixture>;

    public sealed class InMemory(MemoryFixture fixture) : ChannelDirectoryTests(fixture), IClassFixture<MemoryFixture>;
}
