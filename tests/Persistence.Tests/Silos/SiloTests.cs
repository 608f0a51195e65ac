using Npgsql;
using OrleansCalls.Testing;

namespace OrleansCalls.Persistence.Tests.Silos;

/// <summary>The storages of calls and reminders under a running silo.</summary>
public sealed class SiloTests(StorageSilo silo) : IClassFixture<StorageSilo>
{
    private readonly INoteGrain _grain = silo.Grains.GetGrain<INoteGrain>(GrainKeys.Call(CallId.New()));

    [Fact]
    public async Task AGrainsCall_OutlivesItsActivation()
    {
        Assert.Equal("1", await _grain.Ring());
        await _grain.Forget();
        await Eventually.Holds(async () => await _grain.Version() == 1);
        await _grain.End();
        await _grain.Forget();

        Assert.Equal(2, await _grain.Version());
    }

    [Fact]
    public async Task AReminder_IsARow_Comes_AndGoes()
    {
        await _grain.Ring();
        Assert.Equal(1, await Rows());

        await Eventually.Holds(async () => await _grain.Ticks() > 0);
        await _grain.End();

        Assert.Equal(0, await Rows());
    }

    private async Task<long> Rows()
    {
        await using var database = NpgsqlDataSource.Create(silo.ConnectionString);
        await using var command = database.Command("select count(*) from reminders where grain_id = $1", Param.Text(_grain.GetGrainId().ToString()));
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
