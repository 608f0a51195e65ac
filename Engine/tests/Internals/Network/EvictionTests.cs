using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using OrleansCalls.Engine.Tests.Life;
using OrleansCalls.Engine.Tests.Processes;
using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Internals.Network;

/// <summary>A silo that was declared dead stops working.</summary>
public sealed class EvictionTests(ConnectedCluster cluster) : IClassFixture<ConnectedCluster>, IDisposable
{
    private readonly int _exitCode = Environment.ExitCode;

    // The silo under test sets it for its process, which here is the tests'.
    public void Dispose() => Environment.ExitCode = _exitCode;

    [Fact]
    public async Task It_stops_at_once_and_its_grains_live_on_elsewhere()
    {
        var (one, two) = (await cluster.StartSilo(), await cluster.StartSilo());
        await ConnectedCluster.Sees(one, 2);
        await ConnectedCluster.Sees(two, 2);
        var keys = Enumerable.Range(0, 20).Select(_ => Names.New("l")).ToArray();
        foreach (var key in keys)
            await ConnectedCluster.Grains(one).GetGrain<ILifeGrain>(key).Life();
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        two.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);

        var declareDead = $"update engine_silos set status = 6 where address = '{Address(two)}';"
            + "update engine_clusters set version = version + 1";
        await using (var source = NpgsqlDataSource.Create(cluster.ConnectionString))
        await using (var command = source.CreateCommand(declareDead))
            await command.ExecuteNonQueryAsync();

        await stopping.Task.WaitAsync(Eventually.Patience);
        Assert.Equal(1, Environment.ExitCode);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => ConnectedCluster.Grains(two).GetGrain<ILifeGrain>(keys[0]).Life());
        await ConnectedCluster.Sees(one, 1);
        foreach (var key in keys)
            await Eventually.Holds(() => ConnectedCluster.Answers(() => ConnectedCluster.Grains(one).GetGrain<ILifeGrain>(key).Life()));
        await cluster.Stop(two);
        await cluster.Stop(one);
    }

    private static string Address(IHost silo) => silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToParsableString();
}
