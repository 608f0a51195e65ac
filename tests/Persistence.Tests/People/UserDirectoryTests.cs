using System.Collections.Immutable;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansCalls.People;

namespace OrleansCalls.Persistence.Tests.People;

public abstract class UserDirectoryTests(StoreFixture fixture) : StoreTests(fixture)
{
    [Fact]
    public async Task Find_GivesWhoIsKnownAndNotDisabled()
    {
        await MakePeople();

        var found = await Under(new PolicyOptions()).Find(["alice", "gone", "nobody", "erin", "alice"]);

        Assert.Equal(["alice", "erin"], found.Select(person => person.User.Id).Order(StringComparer.Ordinal));
        var alice = found.Single(person => person.User.Id == "alice");
        Assert.Equal("Alice A.", alice.User.DisplayName);
        Assert.Equal(["1", "2"], alice.ChannelIds.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(true, true, false, "agnes bob carol ken")]
    [InlineData(false, true, false, "agnes bob carol erin ken loner lonely")]
    [InlineData(true, false, false, "agnes ken")]
    [InlineData(true, true, true, "bob")]
    [InlineData(false, true, true, "bob erin")]
    [InlineData(true, false, true, "")]
    public async Task Callable_IsWhoThePolicyAllows(bool sameOrganisation, bool usersMayCallUsers, bool sharedChannel, string expected)
    {
        await MakePeople();
        var directory = Under(new PolicyOptions
        {
            RequireSameOrganisation = sameOrganisation,
            UsersMayCallUsers = usersMayCallUsers,
            RequireSharedChannel = sharedChannel,
        });
        string[] everybody = ["alice", "bob", "carol", "erin", "ken", "agnes", "gone", "loner", "lonely", "nobody"];
        var names = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(names, (await directory.FilterCallable("alice", everybody)).Order(StringComparer.Ordinal));
        Assert.Equal(
            names, (await directory.FilterCallable([.. everybody.Select(id => ("alice", id))])).Select(pair => pair.UserId)
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            names, (await directory.SearchCallable("alice", null, null, 100)).Items.Select(user => user.Id).Order(StringComparer.Ordinal));
    }

    /// <summary>The policy in memory and the policy in SQL are one policy.</summary>
    [Fact]
    public async Task Callable_IsTheSameHereAndInThePolicy_ForWhomever()
    {
        var generated = Gen.Elements<string?>(null, "acme", "globex").SelectMany(organisation => Gen.Elements(Enum.GetValues<UserRole>())
            .SelectMany(role => Gen.Choose(0, 3).SelectMany(disabled => Gen.SubListOf("1", "2", "3").Select(channels =>
                (Organisation: organisation, Role: role, Disabled: disabled == 0, Channels: channels.ToImmutableHashSet())))));
        var people = generated.Sample(60).Select((person, at) => (
            Account: Somebody.Named($"u{at}", organisation: person.Organisation, role: person.Role, disabled: person.Disabled),
            person.Channels)).ToList();
        await Get<IAccountStore>().Create([.. people.Select(person => person.Account)]);
        foreach (var id in new[] { "1", "2", "3" })
        {
            await Get<IChannelDirectory>().Create(
                new Channel(id, id, null,
                    [.. people.Where(person => person.Channels.Contains(id)).Select(person => person.Account.User.Id)]));
        }

        var entries = people.Select(person => new DirectoryEntry(person.Account.User, person.Channels)).ToList();
        var pairs = entries.SelectMany(_ => entries, (caller, callee) => (caller, callee)).ToList();
        foreach (var policy in Enumerable.Range(0, 8).Select(bits => new PolicyOptions
        {
            RequireSameOrganisation = (bits & 1) != 0,
            UsersMayCallUsers = (bits & 2) != 0,
            RequireSharedChannel = (bits & 4) != 0,
        }))
        {
            var expected = pairs.Where(pair => CallPolicy.WhyNot(policy, pair.caller, pair.callee) is null);
            var found = await Under(policy).FilterCallable([.. pairs.Select(Ids)]);
            Assert.Equal(expected.Select(Ids).Order(), found.Order());
            Assert.NotEmpty(found);
        }

        static (string, string) Ids((DirectoryEntry Caller, DirectoryEntry Callee) pair) => (pair.Caller.User.Id, pair.Callee.User.Id);
    }

    [Fact]
    public async Task Agents_MayCallUsers_WhenUsersMayNot()
    {
        await MakePeople();
        var directory = Under(new PolicyOptions { UsersMayCallUsers = false });

        Assert.Equal(["alice", "ken"], (await directory.FilterCallable("agnes", ["alice", "ken", "erin"])).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("nobody")]
    [InlineData("loner")]
    public async Task Callable_ByWhoIsNobody_OrInNoOrganisation_IsNobody(string callerId)
    {
        await MakePeople();
        var directory = Under(new PolicyOptions());

        Assert.Empty(await directory.FilterCallable(callerId, ["alice", "bob", "lonely"]));
        Assert.Empty((await directory.SearchCallable(callerId, null, null, 10)).Items);
    }

    [Fact]
    public async Task Search_IsByDisplayName_PageByPage_UnderTies()
    {
        var people = Enumerable.Range(0, 9).Select(number => Somebody.Named($"u{number}", number % 3 == 0 ? "Ärmel" : "sam")).ToList();
        await Get<IAccountStore>().Create([Somebody.Named("alice"), .. people]);
        var directory = Under(new PolicyOptions());

        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await directory.SearchCallable("alice", null, cursor, 2);
            found.AddRange(page.Items.Select(user => user.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(["u1", "u2", "u4", "u5", "u7", "u8", "u0", "u3", "u6"], found);
    }

    [Theory]
    [InlineData("BOB", "bob")]
    [InlineData("a.", "alice")]
    [InlineData("bob@", "bob")]
    [InlineData("%", "")]
    public async Task Search_WithAText_FindsItLiterally(string text, string expected)
    {
        await MakePeople();

        var found = (await Under(new PolicyOptions()).SearchCallable("ken", text, null, 10)).Items.Select(user => user.Id);

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), found);
    }

    [Theory]
    [InlineData("Jürgen Müller", "muller")]
    [InlineData("Jurgen Muller", "MÜLLER")]
    [InlineData("Anna Smith", "smith anna")]
    [InlineData("Anna Smith", "  smi \t acme ann ")]
    [InlineData("Łukasz Żółć", "lukasz zolc")]
    [InlineData("Søren Ærø Þór", "thor soren aero")]
    [InlineData("Weiß Đặng", "weiss dang")]
    [InlineData("İpek Işık", "isik ipek")]
    [InlineData("Алёна Йовић", "алена иовић")]
    [InlineData("김민수", "민수")]
    [InlineData("100% \\ _Sure_", "\\ 100% _sure")]
    public async Task Search_FindsAName_WhateverItsDiacriticsAndTheOrderOfItsWords(string name, string text)
    {
        await Get<IAccountStore>().Create([Somebody.Named("alice"), Somebody.Named("x", name), Somebody.Named("y", "Nobody Else")]);

        Assert.Equal(["x"], (await Under(new PolicyOptions()).SearchCallable("alice", text, null, 10)).Items.Select(user => user.Id));
        Assert.Equal(["x"], (await Get<IAccountStore>().List(text, null, 10)).Items.Select(user => user.Id));
    }

    [Fact]
    public async Task Search_FindsOnlyWhoHasEveryWord()
    {
        await Get<IAccountStore>().Create([Somebody.Named("alice"), Somebody.Named("x", "Anna Smith"), Somebody.Named("y", "Anna Jones")]);

        Assert.Equal(
            ["y"], (await Under(new PolicyOptions()).SearchCallable("alice", "jones anna", null, 10)).Items.Select(user => user.Id));
        Assert.Empty((await Under(new PolicyOptions()).SearchCallable("alice", "anna smith jones", null, 10)).Items);
    }

    [Fact]
    public async Task Search_WithABrokenCursor_IsAFormatException() =>
        await Assert.ThrowsAsync<FormatException>(() => Get<IUserDirectory>().SearchCallable("alice", null, "=", 10));

    [Fact]
    public async Task FilterCallable_OfManyCallers_AnswersForEach()
    {
        await MakePeople();

        Assert.Equal(
            [("alice", "bob"), ("bob", "alice")],
            (await Under(new PolicyOptions())
                .FilterCallable([("alice", "bob"), ("bob", "alice"), ("erin", "bob"), ("gone", "bob"), ("nobody", "bob"), ("bob", "bob")]))
                .Order());
    }

    [Fact]
    public async Task Changes_AreThoseOfRightsAndOfWhatIsShown_AndEachIsToldOnce()
    {
        await MakePeople();
        var (directory, accounts, channels) = (Get<IUserDirectory>(), Get<IAccountStore>(), Get<IChannelDirectory>());
        var version = (await directory.ChangesSince(0)).Version;
        Assert.Empty(await Changed());

        await accounts.Update(Somebody.Named("alice", "Alice A.", email: "alice@acme.test"));
        Assert.Empty(await Changed());
        await accounts.Update(Somebody.Named("alice", "Alice B.", email: "alice@acme.test"));
        Assert.Equal(["alice"], await Changed());
        await accounts.Update(
            Somebody.Named("bob") with { User = Somebody.Named("bob").User with { AvatarUrl = "https://acme.test/bob.png" } });
        Assert.Equal(["bob"], await Changed());
        await accounts.Update(Somebody.Named("alice", organisation: "globex"));
        await accounts.Update(Somebody.Named("bob", role: UserRole.Admin));
        await accounts.Update(Somebody.Named("carol", disabled: true));
        await accounts.Update(Somebody.Named("loner", organisation: "acme"));
        Assert.Equal(["alice", "bob", "carol", "loner"], await Changed());
        Assert.Empty(await Changed());

        await channels.Update(new Channel("1", "renamed", null, ["alice", "bob", "gone"]));
        Assert.Empty(await Changed());
        await channels.Update(new Channel("1", "one", null, ["bob", "gone", "ken"]));
        Assert.Equal(["alice", "ken"], await Changed());
        await channels.Create(new Channel("3", "three", null, ["agnes"]));
        Assert.Equal(["agnes"], await Changed());

        async Task<IEnumerable<string>> Changed()
        {
            var changes = await directory.ChangesSince(version);
            version = changes.Version;
            return changes.UserIds.Order(StringComparer.Ordinal);
        }
    }

    // The policy is fixed at start; these tests compare many.
    private IUserDirectory Under(PolicyOptions policy) => (IUserDirectory)ActivatorUtilities.CreateInstance(
        Store.Services, Get<IUserDirectory>().GetType(), Options.Create(new CallsOptions { Policy = policy }));

    private async Task MakePeople()
    {
        await Get<IAccountStore>().Create(
        [
            Somebody.Named("alice", "Alice A."),
            Somebody.Named("bob", email: "bob@acme.test"),
            Somebody.Named("carol"),
            Somebody.Named("erin", organisation: "globex"),
            Somebody.Named("ken", role: UserRole.Admin),
            Somebody.Named("agnes", role: UserRole.Agent),
            Somebody.Named("gone", disabled: true),
            Somebody.Named("loner", organisation: null),
            Somebody.Named("lonely", organisation: null),
        ]);
        await Get<IChannelDirectory>().Create(new Channel("1", "one", null, ["alice", "bob", "gone"]));
        await Get<IChannelDirectory>().Create(new Channel("2", "two", null, ["alice", "erin"]));
    }

    public sealed class OnPostgres(PostgresFixture fixture) : UserDirectoryTests(fixture), IClassFixture<PostgresFixture>;

    public sealed class InMemory(MemoryFixture fixture) : UserDirectoryTests(fixture), IClassFixture<MemoryFixture>;
}
