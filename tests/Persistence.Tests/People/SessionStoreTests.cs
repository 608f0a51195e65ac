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
        await Assert.ThrowsAsync<ArgumentException>(
            () => Sessions.Create(new Session("id", "nobody", Store.Clock.Now, Store.Clock.Now.AddHours(1))));

    [Fact]
    public async Task Create_BeyondWhatOneMayHave_EndsTheOldest_OfThatUserAlone()
    {
        var (first, _) = await SignIn("alice");
        var (other, _) = await SignIn("bob");
        var second = first with { Id = "second", CreatedAt = first.CreatedAt.AddSeconds(1) };
        await Sessions.Create(second, keep: 2);
        await Sessions.Create(first with { Id = "third", CreatedAt = first.CreatedAt.AddSeconds(2) }, keep: 2);

        Assert.Null(await Sessions.Find(first.Id));
        Assert.NotNull(await Sessions.Find(second.Id));
        Assert.NotNull(await Sessions.Find("third"));
        Assert.NotNull(await Sessions.Find(other.Id));
    }

    [Fact]
    public async Task List_GivesTheValidOnesOfAUser_TheNewestFirst()
    {
        var (first, _) = await SignIn("alice");
        await SignIn("bob");
        var second = first with { Id = "second", CreatedAt = first.CreatedAt.AddSeconds(1) };
        await Sessions.Create(second, "Browser/1.0");

        var listed = await Sessions.List("alice");

        Assert.Equal(
            [
                new ListedSession(second.ListedId, second.CreatedAt, second.CreatedAt, second.ExpiresAt, null, "Browser/1.0"),
                new ListedSession(first.ListedId, first.CreatedAt, first.CreatedAt, first.ExpiresAt, null, null),
            ],
            listed.AsEnumerable());
        Assert.Empty(await Sessions.List("nobody"));
    }

    [Fact]
    public async Task Touch_NotesTimeAndDevice_AndNeverGoesBack()
    {
        var (session, _) = await SignIn("alice");
        var at = session.CreatedAt.AddMinutes(5);
        await Sessions.Touch([new SessionUse(session.Id, at, "d1"), new SessionUse("gone", at, "d2")]);
        await Sessions.Touch([new SessionUse(session.Id, at.AddMinutes(-1), null)]);

        var listed = Assert.Single(await Sessions.List("alice"));
        Assert.Equal((at, "d1"), (listed.LastUsedAt, listed.DeviceId));
        var found = (await Sessions.Find(session.Id))!.Session;
        Assert.Equal((at, "d1"), (found.LastUsedAt, found.DeviceId));
    }

    [Fact]
    public async Task RevokeListed_EndsOnesOwnAlone()
    {
        var (session, _) = await SignIn("alice");
        await SignIn("bob");

        Assert.False(await Sessions.RevokeListed("bob", session.ListedId));
        Assert.False(await Sessions.RevokeListed("alice", session.Id));
        Assert.False(await Sessions.RevokeListed("alice", "no id"));
        Assert.NotNull(await Sessions.Find(session.Id));

        Assert.True(await Sessions.RevokeListed("alice", session.ListedId));
        Assert.Null(await Sessions.Find(session.Id));
        Assert.False(await Sessions.RevokeListed("alice", session.ListedId));
    }

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
