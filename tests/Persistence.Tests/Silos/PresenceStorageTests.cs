using System.Text;
using Npgsql;
using Orleans.Storage;
using OrleansCalls.Presence;

namespace OrleansCalls.Persistence.Tests.Silos;

/// <summary>Orleans' ADO.NET storage over our queries.</summary>
public sealed class PresenceStorageTests(StorageSilo silo) : IClassFixture<StorageSilo>
{
    private readonly GrainId _grain = GrainId.Create("presence", GrainKeys.User(Guid.NewGuid().ToString("N")));

    [Fact]
    public async Task Read_WhenNeverWritten_IsADefaultWithoutETag()
    {
        var state = await Read();

        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
        Assert.Equal(PresenceStatus.Online, state.State.Chosen);
    }

    [Fact]
    public async Task WhatIsRead_IsWhatWasWritten()
    {
        var seen = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var state = await Read();
        state.State = new PresenceSettings { Chosen = PresenceStatus.Dnd, Attended = true, LastSeen = seen };
        await Write(state);
        state.State.Chosen = PresenceStatus.Away;
        await Write(state);

        var read = await Read();

        Assert.True(read.RecordExists);
        Assert.Equal(state.ETag, read.ETag);
        Assert.Equal((PresenceStatus.Away, true, seen), (read.State.Chosen, read.State.Attended, read.State.LastSeen!.Value));
    }

    [Fact]
    public async Task TheRow_IsJson_WithoutTypeNames()
    {
        var state = await Read();
        state.State.Chosen = PresenceStatus.Busy;
        await Write(state);

        await using var database = NpgsqlDataSource.Create(silo.ConnectionString);
        await using var command =
            database.Command("select payload from orleans_state where id_extension = $1", Param.Text(_grain.Key.ToString()));
        var json = Encoding.UTF8.GetString((byte[])(await command.ExecuteScalarAsync())!);

        Assert.Contains("\"chosen\":\"busy\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("$type", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RacingFirstWrites_OneWins_AndReadsGoOn()
    {
        var states = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Read()));

        var conflicts = await Task.WhenAll(states.Select(Conflicts));

        Assert.Equal(7, conflicts.Count(conflict => conflict));
        Assert.True((await Read()).RecordExists);
    }

    [Fact]
    public async Task AStaleWrite_Conflicts()
    {
        await Write(await Read());
        var stale = await Read();
        await Write(await Read());

        Assert.True(await Conflicts(stale));
    }

    [Fact]
    public async Task AfterAClear_ItReadsAsDefault_AndCanBeWrittenAgain()
    {
        var state = await Read();
        state.State.Chosen = PresenceStatus.Busy;
        await Write(state);
        await silo.Storage(PresenceSettings.StorageName).ClearStateAsync(PresenceSettings.StorageName, _grain, state);

        var read = await Read();
        Assert.Equal(PresenceStatus.Online, read.State.Chosen);
        read.State.Chosen = PresenceStatus.Dnd;
        await Write(read);
        Assert.Equal(PresenceStatus.Dnd, (await Read()).State.Chosen);
    }

    private async Task<GrainState<PresenceSettings>> Read()
    {
        var state = new GrainState<PresenceSettings>(new PresenceSettings());
        await silo.Storage(PresenceSettings.StorageName).ReadStateAsync(PresenceSettings.StorageName, _grain, state);
        return state;
    }

    private Task Write(GrainState<PresenceSettings> state) =>
        silo.Storage(PresenceSettings.StorageName).WriteStateAsync(PresenceSettings.StorageName, _grain, state);

    private async Task<bool> Conflicts(GrainState<PresenceSettings> state)
    {
        try
        {
            await Write(state);
            return false;
        }
        catch (InconsistentStateException)
        {
            return true;
        }
    }
}
