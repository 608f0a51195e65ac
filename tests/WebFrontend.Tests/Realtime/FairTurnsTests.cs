using OrleansCalls.Testing;

namespace OrleansCalls.Realtime;

/// <summary>FAULTS 22: who is next, in virtual time.</summary>
public sealed class FairTurnsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly StoppedTime _time = new();
    private readonly List<(string Owner, Task<FairTurn?> Turn)> _waiting = [];

    [Fact]
    public async Task OnePersonsMany_DelayAnotherByTwoTurns()
    {
        var turns = new FairTurns(atOnce: 1, mayWait: 1000, Limit, _time);
        for (var at = 0; at < 600; at++)
            Come(turns, "mallory");
        Come(turns, "bob");
        Come(turns, "carol");

        Assert.Equal(["mallory", "mallory", "mallory", "bob", "carol"], await Served(5));
        Assert.Equal(596, turns.Waiting);
    }

    [Fact]
    public async Task ManyAccountsOfOneAddress_DelayAnotherByAFewTurns()
    {
        var turns = new FairTurns(atOnce: 1, mayWait: 1000, Limit, _time);
        for (var at = 0; at < 600; at++)
            Come(turns, "sybil" + at, "198.51.100.1");
        Come(turns, "bob");

        Assert.Contains("bob", await Served(5));
    }

    [Fact]
    public async Task OneAccountOnManyAddresses_DelaysAnotherByAFewTurns()
    {
        var turns = new FairTurns(atOnce: 1, mayWait: 1000, Limit, _time);
        for (var at = 0; at < 600; at++)
            Come(turns, "mallory", "198.51.100." + at);
        Come(turns, "bob");

        Assert.Contains("bob", await Served(4));
    }

    [Fact]
    public async Task PeopleBehindOneProxy_GetSharesAsThoughEachHadAnAddress()
    {
        var turns = new FairTurns(atOnce: 1, mayWait: 1000, Limit, _time);
        for (var at = 0; at < 600; at++)
            Come(turns, "mallory", "proxy");
        Come(turns, "bob", "proxy");

        Assert.Contains("bob", await Served(4));
    }

    [Fact]
    public async Task ManyPeople_AreServedInTheOrderInWhichTheyCame()
    {
        var turns = new FairTurns(atOnce: 1, mayWait: 1000, Limit, _time);
        var people = Enumerable.Range(0, 100).Select(at => "u" + at).ToArray();
        foreach (var person in people)
            Come(turns, person);

        Assert.Equal(people, await Served(people.Length));
    }

    [Fact]
    public async Task WhoHasBegun_GoesBeforeWhoComes()
    {
        var turns = new FairTurns(atOnce: 1, mayWait: 1000, Limit, _time);
        Come(turns, "alice");
        Come(turns, "bob");
        _waiting.Add(("carol", TakeNext(turns, "carol")));

        Assert.Equal(["alice", "carol", "bob"], await Served(3));
    }

    [Fact]
    public async Task WhoRests_LetsOthersGoOn_ButNoMorePeopleBeginThanCanSoonBeDone()
    {
        var turns = new FairTurns(atOnce: 2, mayWait: 10, Limit, _time);
        for (var at = 0; at < 5; at++)
            (await turns.TryTake(At("mallory"), default))!.Rest();
        (await turns.TryTake(At("alice"), default))!.Rest();
        var bob = await turns.TryTake(At("bob"), default);
        bob!.Rest();

        var carol = turns.TryTake(At("carol"), default);
        Assert.False(carol.IsCompleted);
        using var next = await turns.TakeNext(At("bob"), default);
        bob.Dispose();
        Assert.NotNull(await carol);
    }

    [Fact]
    public async Task TurnThatLastsTooLong_PassesOn_AndItsEndFreesNothingTwice()
    {
        var turns = new FairTurns(atOnce: 1, mayWait: 2, Limit, _time);
        var slow = await turns.TryTake(At("alice"), default);
        var next = turns.TryTake(At("bob"), default);
        Assert.False(next.IsCompleted);

        _time.Pass(Limit);
        Assert.NotNull(await next);
        slow!.Dispose();
        Assert.False(turns.TryTake(At("carol"), default).IsCompleted);
    }

    [Fact]
    public async Task WhoGoesAway_LeavesTheirPlace_AndNobodyTooManyWaits()
    {
        var turns = new FairTurns(atOnce: 1, mayWait: 1, Limit, _time);
        using var turn = await turns.TryTake(At("alice"), default);
        using var impatience = new CancellationTokenSource();
        var gone = turns.TryTake(At("bob"), impatience.Token);
        Assert.Null(await turns.TryTake(At("carol"), default));

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        var carol = turns.TryTake(At("carol"), default);
        turn!.Dispose();
        Assert.NotNull(await carol);
    }

    private static async Task<FairTurn?> TakeNext(FairTurns turns, string owner) => await turns.TakeNext(At(owner), default);

    /// <summary>Somebody at an address; at their own unless it is named.</summary>
    private static TurnOwner At(string person, string? address = null) => new(person, address ?? "home of " + person);

    private void Come(FairTurns turns, string person, string? address = null) =>
        _waiting.Add((person, turns.TryTake(At(person, address), default)));

    /// <summary>Whose turns came, one after the other.</summary>
    private async Task<List<string>> Served(int count)
    {
        var served = new List<string>();
        while (served.Count < count)
        {
            var turn = await Task.WhenAny(_waiting.Select(entry => entry.Turn)).WaitAsync(Eventually.Patience);
            var at = _waiting.FindIndex(entry => entry.Turn == turn);
            served.Add(_waiting[at].Owner);
            _waiting.RemoveAt(at);
            (await turn)!.Dispose();
        }

        return served;
    }
}
