using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using OrleansCalls.LocalPostgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Persistence.Tests.Commits;

/// <summary>What happens while the database is away, on a server of the test's own.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private PrivatePostgres? _server;
    private IHost? _host;

    private GroupCommit Commits => _host!.Services.GetRequiredService<GroupCommit>();

    public async Task InitializeAsync()
    {
        _server = await PrivatePostgres.Start(new PrivatePostgresOptions { Folder = PostgresServer.NewFolder() });
        _host = Store.Build(
            ("ConnectionStrings:Postgres", await _server.CreateDatabase("outage")),
            ("Persistence:CommitQueueLimit", "100"),
            ("Persistence:CommitGroupSize", "10"));
        await _host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _host!.StopAsync();
        await _server!.DisposeAsync();
    }

    [Fact]
    public async Task WhileTheDatabaseIsAway_WritersFailClearly_TheClockGoesOn_AndAllRecovers()
    {
        var clock = _host!.Services.GetRequiredService<IClusterClock>();
        var probe = _host.Services.GetRequiredService<DatabaseProbe>();
        Assert.Null(await probe.Check());
        Assert.True(await Commits.Execute(new ProbeWrite()));

        await _server!.Stop();

        var writes = Enumerable.Range(0, 50).Select(_ => Commits.Execute(new ProbeWrite())).ToList();
        foreach (var write in writes)
            await Assert.ThrowsAsync<DatabaseUnavailableException>(() => write);
        Assert.StartsWith("The database does not answer", await probe.Check(), StringComparison.Ordinal);
        var before = clock.Now;
        await Eventually.Holds(() => clock.Now > before);

        await _server.Restart();

        Assert.True(await Commits.Execute(new ProbeWrite()));
        Assert.Null(await probe.Check());
    }

    [Fact]
    public async Task WhenTheDatabaseIsSlow_WhatIsTooMuchIsRefusedAtOnce_AndTheRestIsDone()
    {
        // One lane, held up by a lock; ten writes in its group, and a hundred may wait.
        await using var connection = new NpgsqlConnection(_server!.ConnectionString("outage"));
        await connection.OpenAsync();
        await using var hold = await connection.BeginTransactionAsync();
        await using (var take = new NpgsqlCommand($"lock table {ProbeWrite.Table}", connection))
            await take.ExecuteNonQueryAsync();
        var writes = Enumerable.Range(0, 200)
            .Select(_ => Commits.Execute(new ProbeWrite()))
            .ToList();

        var refused = writes.Where(write => write.IsCompleted).ToList();
        Assert.InRange(refused.Count, 200 - 100 - 10, 200);
        await hold.RollbackAsync();

        foreach (var write in refused)
            Assert.Contains(
                "refused", (await Assert.ThrowsAsync<DatabaseUnavailableException>(() => write)).Message, StringComparison.Ordinal);
        Assert.All(await Task.WhenAll(writes.Except(refused)), Assert.True);
    }
}
