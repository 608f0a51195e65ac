using Npgsql;
using Orleans.Storage;
using OrleansCalls.Presence;

namespace OrleansCalls.Persistence.Tests.Silos;

/// <summary>Every way in which a state of Orleans' ADO.NET storage may meet another version of itself, over our queries.</summary>
public sealed class StateStorageTests(StorageSilo silo) : IClassFixture<StorageSilo>
{
    private const string StateName = "test";

    private readonly GrainId _grain = GrainId.Create("tested", "t:" + Guid.NewGuid().ToString("N"));

    public static TheoryData<string> Storages => [PresenceSettings.StorageName, StorageSilo.Removing];

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task AClear_OfAnOldVersion_Conflicts_AndLeavesTheNewOne(string storage)
    {
        var first = await Write(storage, PresenceStatus.Busy);
        var stale = await Read(storage);
        first.State.Chosen = PresenceStatus.Dnd;
        await silo.Storage(storage).WriteStateAsync(StateName, _grain, first);

        await Assert.ThrowsAsync<InconsistentStateException>(() => silo.Storage(storage).ClearStateAsync(StateName, _grain, stale));

        Assert.Equal(PresenceStatus.Dnd, (await Read(storage)).State.Chosen);
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task AWrite_OfWhatSomebodyCleared_Conflicts(string storage)
    {
        var state = await Write(storage, PresenceStatus.Busy);
        var stale = await Read(storage);
        await silo.Storage(storage).ClearStateAsync(StateName, _grain, state);

        await Assert.ThrowsAsync<InconsistentStateException>(() => silo.Storage(storage).WriteStateAsync(StateName, _grain, stale));
    }

    [Theory]
    [InlineData(PresenceSettings.StorageName, 1)]
    [InlineData(StorageSilo.Removing, 0)]
    public async Task AClear_KeepsTheRowAsAMark_OrRemovesIt(string storage, int rows)
    {
        await silo.Storage(storage).ClearStateAsync(StateName, _grain, await Write(storage, PresenceStatus.Busy));

        await using var database = NpgsqlDataSource.Create(silo.ConnectionString);
        await using var command =
            database.Command("select count(*) from orleans_state where id_extension = $1", Param.Text(_grain.Key.ToString()));
        Assert.Equal((long)rows, await command.ExecuteScalarAsync());
        Assert.Equal(PresenceStatus.Online, (await Read(storage)).State.Chosen);
        Assert.Equal(PresenceStatus.Away, (await Rewritten(storage)).State.Chosen);
    }

    [Fact]
    public async Task RacingWrites_OfOneVersion_OneWins()
    {
        await Write(PresenceSettings.StorageName, PresenceStatus.Busy);
        var states = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Read(PresenceSettings.StorageName)));

        var outcomes = await Task.WhenAll(states.Select(state => Record.ExceptionAsync(
            () => silo.Storage(PresenceSettings.StorageName).WriteStateAsync(StateName, _grain, state))));

        Assert.Equal(7, outcomes.Count(outcome => outcome is InconsistentStateException));
        Assert.Equal(1, outcomes.Count(outcome => outcome is null));
    }

    [Fact]
    public async Task StatesOfOneGrain_AndOfOthers_AreApart()
    {
        var storage = silo.Storage(PresenceSettings.StorageName);
        var other = GrainId.Create("tested", _grain.Key + "x");
        await Write(PresenceSettings.StorageName, PresenceStatus.Busy);

        var named = Fresh();
        await storage.ReadStateAsync("another name", _grain, named);
        var foreign = Fresh();
        await storage.ReadStateAsync(StateName, other, foreign);

        Assert.False(named.RecordExists);
        Assert.False(foreign.RecordExists);
    }

    private static GrainState<PresenceSettings> Fresh() => new(new PresenceSettings());

    private async Task<GrainState<PresenceSettings>> Read(string storage)
    {
        var state = Fresh();
        await silo.Storage(storage).ReadStateAsync(StateName, _grain, state);
        return state;
    }

    private async Task<GrainState<PresenceSettings>> Write(string storage, PresenceStatus chosen)
    {
        var state = await Read(storage);
        state.State.Chosen = chosen;
        await silo.Storage(storage).WriteStateAsync(StateName, _grain, state);
        return state;
    }

    private async Task<GrainState<PresenceSettings>> Rewritten(string storage)
    {
        await Write(storage, PresenceStatus.Away);
        return await Read(storage);
    }
}
