using System.Diagnostics;
using Npgsql;
using OrleansCalls.LocalPostgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Persistence.Tests.Postgres;

public sealed class PrivatePostgresTests
{
    [Fact]
    public async Task ItIsDurable_SpeaksUtf8_AndAsksForAPassword()
    {
        var server = await PostgresServer.Get();
        await using var database = await TestDatabase.Create();

        Assert.Equal("on", await Scalar(database.ConnectionString, "select current_setting('fsync')"));
        Assert.Equal("on", await Scalar(database.ConnectionString, "select current_setting('synchronous_commit')"));
        Assert.Equal("UTF8", await Scalar(database.TcpConnectionString, "select current_setting('server_encoding')"));
        var guess = new NpgsqlConnectionStringBuilder(server.TcpConnectionString("postgres")) { Password = "guess", Pooling = false };
        await Assert.ThrowsAsync<PostgresException>(() => Scalar(guess.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task CreateDatabase_IsRepeatable()
    {
        var server = await PostgresServer.Get();

        Assert.Equal(await server.CreateDatabase("twice"), await server.CreateDatabase("twice"));
        await server.DropDatabase("twice");
        await server.DropDatabase("twice");
    }

    [Fact]
    public async Task WhatWasCommitted_IsThereAfterAStop_AndAfterAKill()
    {
        var options = new PrivatePostgresOptions { Folder = PostgresServer.NewFolder() };
        var server = await PrivatePostgres.Start(options);
        await Scalar(await server.CreateDatabase("kept"), "create table kept as select 1 as value");
        await server.Stop();

        server = await PrivatePostgres.Start(options);
        await Scalar(server.ConnectionString("kept"), "update kept set value = 2");
        // As when the machine goes down: the server has no time for anything.
        Process.GetProcessById(PostmasterOf(options.Folder)).Kill();
        await Eventually.Holds(() => !Directory.Exists($"/proc/{PostmasterOf(options.Folder)}"));

        server = await PrivatePostgres.Start(options);
        Assert.Equal(2, await Scalar(server.ConnectionString("kept"), "select value from kept"));
        await server.Stop();
    }

    [Fact]
    public async Task AServerLeftBehind_IsStoppedAndStartedAnew()
    {
        var options = new PrivatePostgresOptions { Folder = PostgresServer.NewFolder() };
        var leftBehind = await PrivatePostgres.Start(options);
        var pid = PostmasterOf(options.Folder);

        await using var server = await PrivatePostgres.Start(options);

        Assert.NotEqual(pid, PostmasterOf(options.Folder));
        Assert.Equal(1, await Scalar(server.ConnectionString("postgres"), "select 1"));
        await leftBehind.DisposeAsync();
        Assert.Equal(1, await Scalar(server.ConnectionString("postgres"), "select 1"));
    }

    [Fact]
    public async Task APidFileWithSomebodyElsesNumber_IsNoHindrance()
    {
        var options = new PrivatePostgresOptions { Folder = PostgresServer.NewFolder() };
        await (await PrivatePostgres.Start(options)).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(options.Folder, "postgres", "postmaster.pid"), $"{Environment.ProcessId}\n");

        await using var server = await PrivatePostgres.Start(options);

        Assert.Equal(1, await Scalar(server.ConnectionString("postgres"), "select 1"));
    }

    [Fact]
    public async Task AServerThatCannotStart_SaysWhy()
    {
        var options = new PrivatePostgresOptions
        {
            Folder = PostgresServer.NewFolder(),
            Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["no_such_setting"] = "1" },
        };

        var error = await Assert.ThrowsAsync<PostgresUnavailableException>(() => PrivatePostgres.Start(options));

        Assert.Contains("no_such_setting", error.Message, StringComparison.Ordinal);
    }

    private static int PostmasterOf(string folder) => int.Parse(File.ReadLines(Path.Combine(folder, "postgres", "postmaster.pid")).First());

    private static async Task<object?> Scalar(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
