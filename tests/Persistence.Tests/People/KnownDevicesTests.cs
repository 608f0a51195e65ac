using OrleansCalls.People;

namespace OrleansCalls.Persistence.Tests.People;

public abstract class KnownDevicesTests(StoreFixture fixture) : StoreTests(fixture)
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);

    private IKnownDevices Devices => Get<IKnownDevices>();

    [Fact]
    public async Task Find_IsOfTheAccount_HoweverItsNameIsSpelled()
    {
        await Get<IAccountStore>().Create([Somebody.Named("ken"), Somebody.Named("bob")]);
        await Remember("t", "ken");

        Assert.Equal("t", await Find("ken", "t"));
        Assert.Equal("t", await Find("\u212AEN", "other", "t"));
        Assert.Null(await Find("bob", "t"));
        Assert.Null(await Find("nobody", "t"));
        Assert.Null(await Find("ken", "other", "a\0b"));
        Assert.Null(await Find("ken"));
    }

    [Fact]
    public async Task Remember_ReplacesTheOldToken()
    {
        await Get<IAccountStore>().Create([Somebody.Named("ken")]);
        await Remember("old", "ken");
        await Remember("new", "ken", replaced: "old");

        Assert.Equal("new", await Find("ken", "old", "new"));
        Assert.Null(await Find("ken", "old"));
    }

    [Fact]
    public async Task Remember_KeepsTheNewestOnes_OfEachPerson()
    {
        await Get<IAccountStore>().Create([Somebody.Named("ken"), Somebody.Named("bob")]);
        await Remember("bobs", "bob", expiresIn: 1);
        for (var device = 1; device <= 5; device++)
            await Remember($"t{device}", "ken", expiresIn: device, keep: 3);

        Assert.Null(await Find("ken", "t1", "t2"));
        foreach (var kept in new[] { "t3", "t4", "t5" })
            Assert.Equal(kept, await Find("ken", kept));
        Assert.Equal("bobs", await Find("bob", "bobs"));
    }

    [Fact]
    public async Task Find_AfterItExpired_IsNull()
    {
        await Get<IAccountStore>().Create([Somebody.Named("ken")]);
        await Remember("t", "ken", expiresIn: 1);

        Assert.Null(await Devices.Find("ken", ["t"], Now.AddHours(1)));
    }

    private Task<string?> Find(string username, params string[] tokens) => Devices.Find(username, tokens, Now);

    private Task Remember(string token, string userId, string? replaced = null, int expiresIn = 1, int keep = 10) =>
        Devices.Remember(new KnownDevice(token, userId, Now.AddHours(expiresIn)), replaced, keep, Now);

    public sealed class OnPostgres(PostgresFixture fixture) : KnownDevicesTests(fixture), IClassFixture<PostgresFixture>;

    public sealed class InMemory(MemoryFixture fixture) : KnownDevicesTests(fixture), IClassFixture<MemoryFixture>;
}
