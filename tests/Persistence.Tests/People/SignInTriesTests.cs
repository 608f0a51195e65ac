using OrleansCalls.People;

namespace OrleansCalls.Persistence.Tests.People;

/// <summary>FAULTS 26: the limit holds, whatever is tried how.</summary>
public abstract class SignInTriesTests(StoreFixture fixture, int others) : StoreTests(fixture)
{
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset s_now = DateTimeOffset.UnixEpoch.AddYears(50);
    private static readonly TryLimit s_name = new("name bob", 2, s_window, ForgivenBySuccess: true);
    private static readonly TryLimit s_address = new("address 192.0.2.1", 3, s_window, ForgivenBySuccess: false);

    private ISignInTries Tries => Get<ISignInTries>();

    [Fact]
    public async Task Take_UpToTheLimit_ThenWaits_UntilTheFirstNoLongerCounts()
    {
        Assert.Null(await Tries.Take([s_name], s_now));
        Assert.Null(await Tries.Wait([s_name], s_now));
        Assert.Null(await Tries.Take([s_name], s_now.AddSeconds(10)));

        Assert.Equal(TimeSpan.FromSeconds(40), await Tries.Wait([s_name], s_now.AddSeconds(20)));
        Assert.Equal(TimeSpan.FromSeconds(40), await Tries.Take([s_name], s_now.AddSeconds(20)));
        Assert.Null(await Tries.Take([s_name], s_now + s_window));
        Assert.Equal(TimeSpan.FromSeconds(10), await Tries.Take([s_name], s_now + s_window));
    }

    [Fact]
    public async Task Take_OfSeveral_TakesAllOrNone()
    {
        Assert.Null(await Tries.Take([s_name, s_address], s_now));
        Assert.Null(await Tries.Take([s_name, s_address], s_now));
        Assert.NotNull(await Tries.Take([s_name, s_address], s_now));
        Assert.NotNull(await Tries.Take([s_address, s_name], s_now));

        // The two that were refused cost the address nothing.
        Assert.Null(await Tries.Take([s_address], s_now));
        Assert.NotNull(await Tries.Take([s_address], s_now));
    }

    [Fact]
    public async Task Take_AtOnce_GivesNoMoreThanOneByOne()
    {
        var waits = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Tries.Take([s_name, s_address], s_now))));

        Assert.Equal(2, waits.Count(wait => wait is null));
    }

    [Fact]
    public async Task Succeeded_ForgivesTheName_AndGivesTheAddressItsOneTryBack()
    {
        Assert.Null(await Tries.Take([s_name, s_address], s_now));
        Assert.Null(await Tries.Take([s_name, s_address], s_now.AddSeconds(1)));

        await Tries.Succeeded([s_name, s_address], s_now.AddSeconds(1));

        Assert.Null(await Tries.Take([s_name, s_address], s_now.AddSeconds(2)));
        Assert.Null(await Tries.Take([s_name, s_address], s_now.AddSeconds(2)));
        Assert.NotNull(await Tries.Wait([s_address], s_now.AddSeconds(2)));
    }

    [Fact]
    public async Task Take_ForManyOthers_ForgetsNobody()
    {
        Assert.Null(await Tries.Take([s_name], s_now));
        Assert.Null(await Tries.Take([s_name], s_now));
        for (var other = 0; other < others; other++)
            Assert.Null(await Tries.Take([s_name with { Subject = $"name {other}" }], s_now));

        Assert.NotNull(await Tries.Take([s_name], s_now));
    }

    [Fact]
    public async Task Trim_RemovesWhatNoLongerCounts_AndNothingElse()
    {
        Assert.Null(await Tries.Take([s_name], s_now));
        Assert.Null(await Tries.Take([s_name, s_address], s_now.AddSeconds(30)));

        await Tries.Trim(s_now + s_window);

        Assert.NotNull(await Tries.Wait([s_name with { Tries = 1 }], s_now + s_window));
        await Tries.Trim(s_now.AddSeconds(30) + s_window);

        // Even one who asked for a longer time finds nothing.
        Assert.Null(await Tries.Wait([s_name with { Tries = 1, Window = TimeSpan.FromDays(1) }], s_now + s_window));
    }

    public sealed class OnPostgres(PostgresFixture fixture) : SignInTriesTests(fixture, others: 200), IClassFixture<PostgresFixture>;

    public sealed class InMemory(MemoryFixture fixture) : SignInTriesTests(fixture, others: 100_001), IClassFixture<MemoryFixture>;
}
