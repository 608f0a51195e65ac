using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using OrleansCalls.Testing;

namespace OrleansCalls.People;

/// <summary>When a silo may answer from memory who somebody is.</summary>
public sealed class PeopleCacheTests : IAsyncLifetime
{
    private readonly IUserDirectory _directory = Substitute.For<IUserDirectory>();
    private readonly PeopleCache _cache;
    private int _asked;

    public PeopleCacheTests()
    {
        _cache = new PeopleCache(_directory, TimeProvider.System, NullLogger<PeopleCache>.Instance);
        _directory.ChangesSince(default).ReturnsForAnyArgs(call => new AccessChanges(call.Arg<long>(), []));
        _directory.Find([]).ReturnsForAnyArgs(_ => Answer("Bob"));
    }

    public Task InitializeAsync() => _cache.StartAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _cache.StopAsync(CancellationToken.None);
        _cache.Dispose();
    }

    [Fact]
    public async Task Memory_is_trusted_only_while_changes_can_be_seen()
    {
        await Eventually.Holds(async () => !await Asks());

        _directory.ChangesSince(default).ThrowsAsyncForAnyArgs(new IOException("The database is away."));
        await Eventually.Holds(Asks);
        Assert.True(await Asks());
    }

    [Fact]
    public async Task Who_changed_is_asked_for_anew()
    {
        await Eventually.Holds(async () => !await Asks());

        _directory.Find([]).ReturnsForAnyArgs(_ => Answer("Robert"));
        _directory.ChangesSince(0).Returns(new AccessChanges(1, ["bob"]));
        await Eventually.Holds(async () => await Name() == "Robert");
    }

    [Fact]
    public async Task An_answer_that_a_change_overtook_is_not_kept()
    {
        var slow = new TaskCompletionSource<ImmutableArray<DirectoryEntry>>();
        _directory.Find([]).ReturnsForAnyArgs(slow.Task);
        var late = Name();
        _directory.ChangesSince(0).Returns(new AccessChanges(1, ["bob"]));
        await Eventually.Holds(() => _directory.ReceivedCalls().Any(call => call.GetArguments() is [1L]));
        slow.SetResult(await Answer("Bob"));
        Assert.Equal("Bob", await late);

        _directory.Find([]).ReturnsForAnyArgs(_ => Answer("Robert"));
        Assert.Equal("Robert", await Name());
    }

    private async Task<bool> Asks()
    {
        var before = _asked;
        await Name();
        return _asked > before;
    }

    private async Task<string> Name() => Assert.Single(await _cache.Find(["bob"])).User.DisplayName;

    private Task<ImmutableArray<DirectoryEntry>> Answer(string name)
    {
        _asked++;
        var bob = new User { Id = "bob", Username = "bob", DisplayName = name, Role = UserRole.User };
        return Task.FromResult<ImmutableArray<DirectoryEntry>>([new(bob, [])]);
    }
}
