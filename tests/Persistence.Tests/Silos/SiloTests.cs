using OrleansCalls.Testing;

namespace OrleansCalls.Persistence.Tests.Silos;

/// <summary>The storage of calls under a running silo.</summary>
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
}
