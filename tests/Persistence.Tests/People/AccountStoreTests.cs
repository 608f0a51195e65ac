using OrleansCalls.People;

namespace OrleansCalls.Persistence.Tests.People;

public abstract class AccountStoreTests(StoreFixture fixture) : StoreTests(fixture)
{
    private IAccountStore Accounts => Get<IAccountStore>();

    [Fact]
    public async Task WhatIsRead_IsWhatWasMade()
    {
        var account = new Account(
            new User
            {
                Id = "1",
                Username = "Zoë",
                DisplayName = "Zoë \"Z\" 😀",
                Email = "zoe@acme.test",
                AvatarUrl = "https://pictures.test/z",
                Role = UserRole.Agent,
                Organisation = "acme",
            },
            "hash");

        Assert.True(await Accounts.IsEmpty());
        Assert.Empty(await Accounts.Create([account]));

        Assert.False(await Accounts.IsEmpty());
        Assert.Equal(account, await Accounts.FindById("1"));
        Assert.Equal(account, await Accounts.FindByUsername("Zoë"));
    }

    [Theory]
    [InlineData("ALICE")]
    [InlineData("alice")]
    public async Task FindByUsername_HasNoRegardToCase(string username)
    {
        await Accounts.Create([Somebody.Named("Alice")]);

        Assert.Equal("Alice", (await Accounts.FindByUsername(username))?.User.Username);
    }

    [Fact]
    public async Task FindByUsername_FoldsBeyondAscii_WhateverTheDatabasesLocale()
    {
        await Accounts.Create([Somebody.Named("ÄRGER")]);

        Assert.NotNull(await Accounts.FindByUsername("ärger"));
        Assert.NotNull(await Accounts.FindByUsername("a\u0308rger"));
        Assert.Equal("ärger", Assert.Single(await Accounts.Create([Somebody.Named("ärger", id: "other")])));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("\uD800")]
    public async Task Find_OfWhoIsNotThere_IsNull(string name)
    {
        Assert.Null(await Accounts.FindByUsername(name));
        Assert.Null(await Accounts.FindById(name));
    }

    [Fact]
    public async Task Create_WithTakenNames_NamesThem_AndMakesNone()
    {
        await Accounts.Create([Somebody.Named("alice"), Somebody.Named("bob")]);

        var taken = await Accounts.Create(
            [Somebody.Named("carol"), Somebody.Named("ALICE", id: "2"), Somebody.Named("Bob", id: "3"), Somebody.Named("dave")]);

        Assert.Equal(["ALICE", "Bob"], taken.Order(StringComparer.Ordinal));
        Assert.Null(await Accounts.FindByUsername("carol"));
        Assert.Null(await Accounts.FindByUsername("dave"));
    }

    [Fact]
    public async Task Create_WithANameTwice_NamesIt_AndMakesNone()
    {
        Assert.Equal(
            "Alice", Assert.Single(
            await Accounts.Create([Somebody.Named("alice"), Somebody.Named("Alice", id: "2"), Somebody.Named("bob")])));
        Assert.True(await Accounts.IsEmpty());
    }

    [Fact]
    public async Task Create_OfNobody_IsNothing() => Assert.Empty(await Accounts.Create([]));

    [Fact]
    public async Task Create_MakesThousandsAtOnce()
    {
        var accounts = Enumerable.Range(0, 5000)
            .Select(number => Somebody.Named($"user{number:D4}", $"User {number}", email: $"u{number}@acme.test")).ToList();

        Assert.Empty(await Accounts.Create(accounts));

        Assert.Equal(accounts[4999], await Accounts.FindByUsername("USER4999"));
        Assert.Equal("user0000", Assert.Single(await Accounts.Create([Somebody.Named("new"), Somebody.Named("user0000", id: "other")])));
    }

    [Fact]
    public async Task List_IsEverybody_ByUsername_PageByPage()
    {
        var names = new[] { "erin", "Alice", "dave", "Bob", "carol" };
        await Accounts.Create([.. names.Select(name => Somebody.Named(name, disabled: name == "dave"))]);

        var listed = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Accounts.List(null, cursor, 2);
            listed.AddRange(page.Items.Select(user => user.Username));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(["Alice", "Bob", "carol", "dave", "erin"], listed);
    }

    [Theory]
    [InlineData("ALI", "alice")]
    [InlineData("smith", "bob")]
    [InlineData("@globex", "carol")]
    [InlineData(" initech ", "dave")]
    [InlineData("50%", "erin")]
    [InlineData("_", "frank")]
    [InlineData("\\", "grace")]
    [InlineData("%", "erin")]
    [InlineData("a\0", "")]
    public async Task List_WithAText_SearchesNamesEmailAndOrganisation_Literally(string text, string found)
    {
        await Accounts.Create(
        [
            Somebody.Named("alice"),
            Somebody.Named("bob", "Robert Smith"),
            Somebody.Named("carol", email: "carol@globex.test"),
            Somebody.Named("dave", organisation: "Initech"),
            Somebody.Named("erin", "50% Erin"),
            Somebody.Named("frank", "under_score"),
            Somebody.Named("grace", "back\\slash"),
        ]);

        Assert.Equal(
            found.Split(' ', StringSplitOptions.RemoveEmptyEntries), (await Accounts.List(text, null, 10)).Items.Select(user => user.Id));
    }

    [Fact]
    public async Task List_WithABrokenCursor_IsAFormatException() =>
        await Assert.ThrowsAsync<FormatException>(() => Accounts.List(null, "no cursor", 10));

    [Fact]
    public async Task Update_ReplacesAllFields()
    {
        await Accounts.Create([Somebody.Named("alice")]);
        var changed = Somebody.Named("alicia", "Alicia", "globex", UserRole.Admin, email: "a@globex.test", id: "alice", passwordHash: null);

        Assert.True(await Accounts.Update(changed));

        Assert.Equal(changed, await Accounts.FindById("alice"));
        Assert.Equal(changed, await Accounts.FindByUsername("ALICIA"));
        Assert.Null(await Accounts.FindByUsername("alice"));
        Assert.Single((await Accounts.List("globex", null, 10)).Items);
    }

    [Fact]
    public async Task Update_OfNobody_IsFalse() => Assert.False(await Accounts.Update(Somebody.Named("nobody")));

    [Fact]
    public async Task Update_ToATakenName_IsRefused_AndChangesNothing()
    {
        await Accounts.Create([Somebody.Named("alice"), Somebody.Named("bob")]);

        await Assert.ThrowsAsync<UsernameTakenException>(() => Accounts.Update(Somebody.Named("ALICE", id: "bob")));

        Assert.Equal("bob", (await Accounts.FindById("bob"))!.User.Username);
    }

    [Theory]
    [InlineData(true, "hash", false)]
    [InlineData(false, "other", false)]
    [InlineData(false, null, false)]
    [InlineData(false, "hash", true)]
    public async Task Update_EndsTheSessions_WhenDisabledOrThePasswordChanges(bool disabled, string? hash, bool goOn)
    {
        await Accounts.Create([Somebody.Named("alice"), Somebody.Named("bob")]);
        var sessions = Get<ISessionStore>();
        var now = Store.Clock.Now;
        await sessions.Create(new Session("alices", "alice", now, now.AddHours(1)));
        await sessions.Create(new Session("bobs", "bob", now, now.AddHours(1)));

        await Accounts.Update(Somebody.Named("alice", "Changed", disabled: disabled, passwordHash: hash));
        await Accounts.Update(Somebody.Named("alice", "Changed", disabled: false, passwordHash: hash));

        Assert.Equal(goOn, await sessions.Find("alices") is not null);
        Assert.NotNull(await sessions.Find("bobs"));
    }

    [Fact]
    public async Task Rehash_KeepsTheSessions()
    {
        await Accounts.Create([Somebody.Named("alice")]);
        await Get<ISessionStore>().Create(new Session("alices", "alice", Store.Clock.Now, Store.Clock.Now.AddHours(1)));

        await Accounts.Rehash("alice", from: "hash", to: "newer");

        Assert.Equal("newer", (await Accounts.FindById("alice"))!.PasswordHash);
        Assert.NotNull(await Get<ISessionStore>().Find("alices"));
    }

    [Fact]
    public async Task Rehash_OfAPasswordThatWasChangedMeanwhile_ChangesNothing()
    {
        await Accounts.Create([Somebody.Named("alice")]);

        await Accounts.Rehash("alice", from: "another", to: "newer");

        Assert.Equal("hash", (await Accounts.FindById("alice"))!.PasswordHash);
    }

    [Fact]
    public async Task ChangePassword_EndsTheOtherSessions_AndForgetsTheDevices_OfThatUserAlone()
    {
        await Accounts.Create([Somebody.Named("alice"), Somebody.Named("bob")]);
        var (sessions, devices, now) = (Get<ISessionStore>(), Get<IKnownDevices>(), Store.Clock.Now);
        foreach (var (id, userId) in new[] { ("kept", "alice"), ("other", "alice"), ("bobs", "bob") })
            await sessions.Create(new Session(id, userId, now, now.AddHours(1)));
        foreach (var userId in new[] { "alice", "bob" })
            await devices.Remember(new KnownDevice("device of " + userId, userId, now.AddHours(1)), replaced: null, keep: 5, now);

        Assert.True(await Accounts.ChangePassword("alice", from: "hash", to: "newer", "kept"));

        Assert.Equal("newer", (await Accounts.FindById("alice"))!.PasswordHash);
        Assert.NotNull(await sessions.Find("kept"));
        Assert.Null(await sessions.Find("other"));
        Assert.NotNull(await sessions.Find("bobs"));
        Assert.Null(await devices.Find("alice", ["device of alice"], now));
        Assert.NotNull(await devices.Find("bob", ["device of bob"], now));
    }

    [Fact]
    public async Task ChangePassword_FromAnother_ChangesNothing()
    {
        await Accounts.Create([Somebody.Named("alice"), Somebody.Named("bob", passwordHash: null)]);
        var now = Store.Clock.Now;
        await Get<ISessionStore>().Create(new Session("other", "alice", now, now.AddHours(1)));

        Assert.False(await Accounts.ChangePassword("alice", from: "another", to: "newer", "kept"));
        Assert.False(await Accounts.ChangePassword("bob", from: "hash", to: "newer", "kept"));
        Assert.False(await Accounts.ChangePassword("nobody", from: "hash", to: "newer", "kept"));

        Assert.Equal("hash", (await Accounts.FindById("alice"))!.PasswordHash);
        Assert.NotNull(await Get<ISessionStore>().Find("other"));
    }

    public sealed class OnPostgres(PostgresFixture fixture) : AccountStoreTests(fixture), IClassFixture<PostgresFixture>;

    public sealed class InMemory(MemoryFixture fixture) : AccountStoreTests(fixture), IClassFixture<MemoryFixture>;
}
