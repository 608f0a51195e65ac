using OrleansCalls.People;

namespace OrleansCalls.Persistence.Tests.People;

/// <summary>FAULTS 26: the limit holds, whatever is tried how.</summary>
public abstract class SignInTriesTests(StoreFixture fixture, int others) : StoreTests(fixture)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);
    private static readonly TryLimit Name = new("name bob", 2, Window, ForgivenBySuccess: true);
    private static readonly TryLimit Address = new("address 192.0.2.1", 3, Window, ForgivenBySuccess: false);

    private ISignInTries Tries => Get<ISignInTries>();

    [Fact]
    public async Task Take_UpToTheLimit_ThenWaits_UntilTheFirstNoLongerCounts()
    {
        Assert.Null(await Tries.Take([Name], Now));
        Assert.Null(await Tries.Wait([Name], Now));
        Assert.Null(await Tries.Take([Name], Now.AddSeconds(10)));

        Assert.Equal(TimeSpan.FromSeconds(40), await Tries.Wait([Name], Now.AddSeconds(20)));
        Assert.Equal(TimeSpan.FromSeconds(40), await Tries.Take([Name], Now.AddSeconds(20)));
        Assert.Null(await Tries.Take([Name], Now + Window));
        Assert.Equal(TimeSpan.FromSeconds(10), await Tries.Take([Name], Now + Window));
    }

    [Fact]
    public async Task Take_OfSeveral_TakesAllOrNone()
    {
        Assert.Null(await Tries.Take([Name, Address], Now));
        Assert.Null(await Tries.Take([Name, Address], Now));
        Assert.NotNull(await Tries.Take([Name, Address], Now));
        Assert.NotNull(await Tries.Take([Address, Name], Now));

        // The two that were refused cost the address nothing.
        Assert.Null(await Tries.Take([Address], Now));
        Assert.NotNull(await Tries.Take([Address], Now));
    }

    [Fact]
    public async Task Take_AtOnce_GivesNoMoreThanOneByOne()
    {
        var waits = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Tries.Take([Name, Address], Now))));

        Assert.Equal(2, waits.Count(wait => wait is null));
    }

    [Fact]
    public async Task Succeeded_ForgivesTheName_AndGivesTheAddressItsOneTryBack()
    {
        Assert.Null(await Tries.Take([Name, Address], Now));
        Assert.Null(await Tries.Take([Name, Address], Now.AddSeconds(1)));

        await Tries.Succeeded([Name, Address], Now.AddSeconds(1));

        Assert.Null(await Tries.Take([Name, Address], Now.AddSeconds(2)));
        Assert.Null(await Tries.Take([Name, Address], Now.AddSeconds(2)));
        Assert.NotNull(await Tries.Wait([Address], Now.AddSeconds(2)));
    }

    [Fact]
    public async Task Take_ForManyOthers_ForgetsNobody()
    {
        Assert.Null(await Tries.Take([Name], Now));
        Assert.Null(await Tries.Take([Name], Now));
        for (var other = 0; other < others; other++)
            Assert.Null(await Tries.Take([Name with { Subject = $"name {other}" }], Now));

        Assert.NotNull(await Tries.Take([Name], Now));
    }

    [Fact]
    public async Task Trim_RemovesWhatNoLongerCounts_AndNothingElse()
    {
        Assert.Null(await Tries.Take([Name], Now));
        Assert.Null(await Tries.Take([Name, Address], Now.AddSeconds(30)));

        await Tries.Trim(Now + Window);

        Assert.NotNull(await Tries.Wait([Name with { Tries = 1 }], Now + Window));
        await Tries.Trim(Now.AddSeconds(30) + Window);

        // Even one who asked for a longer time finds nothing.
        Assert.Null(await Tries.Wait([Name with { Tries = 1, Window = TimeSpan.FromDays(1) }], Now + Window));
    }

    public sealed class OnPostgres(PostgresFixture fixture) : SignInTriesTests(fixture, others: 200), IClassFixture<PostgresFixture>;

    public sealed class InMemory(MemoryFixture fixture) : SignInTriesTests(fixture, others: 100_001), IClassFixture<MemoryFixture>;
}
