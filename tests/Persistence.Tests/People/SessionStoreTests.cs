using OrleansCalls.People;

namespace OrleansCalls.Persistence.Tests.People;

public abstract class SessionStoreTests(StoreFixture fixture) : StoreTests(fixture)
{
    private ISessionStore Sessions => Get<ISessionStore>();

    [Fact]
    public async Task Find_GivesTheSessionAndItsUser()
    {
        var (session, account) = await SignIn("alice");

        var found = await Sessions.Find(session.Id);

        Assert.Equal(new SignedIn(session, account.User), found);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("")]
    [InlineData("a\0b")]
    public async Task Find_OfWhatIsNone_IsNull(string id) => Assert.Null(await Sessions.Find(id));

    [Fact]
    public async Task Find_AfterItHasExpired_IsNull()
    {
        var (session, _) = await SignIn("alice", TimeSpan.FromSeconds(-1));

        Assert.Null(await Sessions.Find(session.Id));
    }

    [Fact]
    public async Task Find_AfterItWasRevoked_IsNull()
    {
        var (session, _) = await SignIn("alice");
        await Sessions.Revoke(session.Id);
        await Sessions.Revoke(session.Id);

        Assert.Null(await Sessions.Find(session.Id));
    }

    [Fact]
    public async Task Find_OfMany_GivesTheValidOnes()
    {
        var (alice, account) = await SignIn("alice");
        var (bob, other) = await SignIn("bob");
        var (revoked, _) = await SignIn("carol");
        await Sessions.Revoke(revoked.Id);

        var found = await Sessions.Find([alice.Id, "unknown", revoked.Id, bob.Id]);

        Assert.Equal(
            new[] { new SignedIn(alice, account.User), new SignedIn(bob, other.User) }.OrderBy(signedIn => signedIn.Session.Id),
            found.OrderBy(signedIn => signedIn.Session.Id));
    }

    [Fact]
    public async Task Create_ClearsAwayWhatHasExpired_AndLeavesTheRest()
    {
        var (valid, _) = await SignIn("alice");
        await Sessions.Create(valid with { Id = "expired", ExpiresAt = valid.CreatedAt.AddHours(-1) });
        await Sessions.Create(valid with { Id = "another" });

        Assert.NotNull(await Sessions.Find(valid.Id));
        Assert.NotNull(await Sessions.Find("another"));
    }

    [Fact]
    public async Task Create_ForNobody_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Sessions.Create(new Session("id", "nobody", Store.Clock.Now, Store.Clock.Now.AddHours(1))));

    private async Task<(Session Session, Account Account)> SignIn(string username, TimeSpan? lifetime = null)
    {
        var account = Somebody.Named(username);
        await Get<IAccountStore>().Create([account]);
        var now = Store.Clock.Now;
        var session = new Session("session of " + username, account.User.Id, now, now + (lifetime ?? TimeSpan.FromHours(1)));
        await Sessions.Create(session);
        return (session, account);
    }

    public sealed class OnPostgres(PostgresFixture fixture) : SessionStoreTests(fixture), IClassFixture<PostgresFixture>;

    public sealed class InMemory(MemoryFixture fixture) : SessionStoreTests(fixture), IClassFixture<MemoryFixture>;
}
