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

    [Fact]
    public async Task FoldersAboveIt_StayClosed_AndNothingInItIsOpenToOthers()
    {
        const UnixFileMode closed = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var above = Directory.CreateDirectory(PostgresServer.NewFolder(), closed);
        above.UnixFileMode = closed;
        var folder = above.CreateSubdirectory("between").CreateSubdirectory("data");
        folder.Parent!.UnixFileMode = closed;

        await using var server = await PrivatePostgres.Start(new PrivatePostgresOptions { Folder = folder.FullName });

        Assert.Equal(1, await Scalar(server.ConnectionString("postgres"), "select 1"));
        Assert.Equal(1, await Scalar(server.TcpConnectionString("postgres"), "select 1"));
        Assert.Equal(closed, above.UnixFileMode);
        Assert.Equal(closed, folder.Parent.UnixFileMode);
        Assert.All(
            folder.EnumerateFileSystemInfos(),
            entry => Assert.Equal(UnixFileMode.None, entry.UnixFileMode & ~closed));
    }

    [Fact]
    public async Task AnOwner_MayDoAnythingInItsDatabase_AndNothingBesides()
    {
        await using var server = await PrivatePostgres.Start(new PrivatePostgresOptions { Folder = PostgresServer.NewFolder() });
        var other = await server.CreateDatabase("other", "other_app");

        var own = await server.CreateDatabase("own", "own_app");

        await Scalar(own, "create schema more; create table more.things (id int); create extension pg_trgm");
        Assert.Equal(
            false, await Scalar(own, "select rolsuper or rolcreatedb or rolcreaterole from pg_roles where rolname = current_user"));
        Assert.Equal(own, await server.CreateDatabase("own", "own_app"));
        await Refused(own, "create database more");
        await Refused(own, "create role more superuser");
        await Refused(own, "select pg_read_file('postgresql.conf')");
        foreach (var database in new[] { "postgres", "template1" })
            await Refused(new NpgsqlConnectionStringBuilder(own) { Database = database }.ConnectionString, "select 1");
        Assert.Equal("other_app", await Scalar(other, "select current_user::text"));
    }

    [Fact]
    public async Task ADatabaseOfTheAdministrators_ChangesHandsWithAllThatIsInIt()
    {
        await using var server = await PrivatePostgres.Start(new PrivatePostgresOptions { Folder = PostgresServer.NewFolder() });
        await Scalar(
            await server.CreateDatabase("old"),
            """
            create extension pg_trgm;
            create type mood as enum ('good', 'bad');
            create table kept (id int generated always as identity primary key, old_id serial, mood mood default 'good', name text);
            create index on kept using gin (name gin_trgm_ops);
            create view names as select name from kept;
            create function twice(number int) returns int language sql as 'select number * 2';
            create sequence alone;
            insert into kept (name) values ('one'), ('two')
            """);

        var owned = await server.CreateDatabase("old", "old_app");

        Assert.Equal(2L, await Scalar(owned, "select count(*) from kept"));
        await Scalar(
            owned,
            """
            insert into kept (name) values ('three');
            alter table kept add column more int;
            alter type mood add value 'better';
            create or replace view names as select name, more from kept;
            create or replace function twice(number int) returns int language sql as 'select number + number';
            drop sequence alone
            """);
        Assert.Equal(3L, await Scalar(owned, "select count(*) from names"));
        Assert.Equal(
            0L,
            await Scalar(
                owned, "select count(*) from pg_class where relnamespace = 'public'::regnamespace and relowner <> current_user::regrole"));
    }

    private static int PostmasterOf(string folder) => int.Parse(File.ReadLines(Path.Combine(folder, "postgres", "postmaster.pid")).First());

    private static async Task Refused(string connectionString, string sql)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => Scalar(connectionString, sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    private static async Task<object?> Scalar(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
