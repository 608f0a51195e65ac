using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using OrleansCalls.Testing;

namespace OrleansCalls.Persistence.Tests.Migrations;

public sealed class MigratorTests : IAsyncLifetime
{
    private TestDatabase? _database;
    private NpgsqlDataSource? _source;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.Create();
        _source = NpgsqlDataSource.Create(_database.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _source!.DisposeAsync();
        await _database!.DisposeAsync();
    }

    [Fact]
    public void TheScripts_AreNumberedFrom1_WithoutGaps() =>
        Assert.Equal(Enumerable.Range(1, MigrationScript.All.Count), MigrationScript.All.Select(script => script.Version));

    [Fact]
    public async Task AnEmptyDatabase_GetsAllScripts_AndASecondTimeNone()
    {
        await Migrator(MigrationScript.All).Migrate();
        await Migrator(MigrationScript.All).Migrate();

        Assert.Equal((long)MigrationScript.All.Count, await Scalar("select count(*) from schema_version"));
        Assert.Equal(true, await Scalar("select to_regclass('calls') is not null"));
        Assert.Equal(20L, await Scalar("select count(*) from OrleansQuery"));
    }

    [Fact]
    public async Task AnOlderDatabase_GetsWhatIsMissing()
    {
        await Migrator([Script(1, "create table one ()")]).Migrate();
        await Migrator([Script(1, "create table one ()"), Script(2, "create table two ()")]).Migrate();

        Assert.Equal(true, await Scalar("select to_regclass('two') is not null"));
    }

    [Fact]
    public async Task ManyStartsAtOnce_ApplyEachScriptOnce() =>
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Migrator(MigrationScript.All).Migrate()));

    [Fact]
    public async Task ANewerDatabase_IsRunOn_WhileEverythingSinceWasAdded()
    {
        await Migrator([Script(1, "create table one ()"), Script(2, "create table two ()")]).Migrate();

        await Migrator([Script(1, "create table one ()")]).Migrate();
        await Migrator([Script(1, "create table one ()")]).RequireCurrent();
    }

    [Fact]
    public async Task ANewerDatabase_IsRefused_WithWhatToDo_OnceSomethingBroke()
    {
        await Migrator([Script(1, "create table one ()"), Script(2, "-- breaking\ndrop table one"), Script(3, "create table three ()")])
            .Migrate();

        var error = await Assert.ThrowsAsync<DatabaseTooNewException>(() => Migrator([Script(1, "create table one ()")]).Migrate());

        Assert.Equal((2, 1), (error.Found, error.Known));
        Assert.Contains("start the newer version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADatabaseOfTheFirstVersions_WhichDoNotSayWhatBreaks_IsMigrated()
    {
        await using (var old = _source!.CreateCommand("""
            create table schema_version (version int primary key, name text not null, applied_at timestamptz not null default now());
            insert into schema_version (version, name) values (1, 'one')
            """))
            await old.ExecuteNonQueryAsync();

        await Migrator([Script(1, "create table one ()")]).RequireCurrent();
        await Migrator([Script(1, "create table one ()"), Script(2, "create table two ()")]).Migrate();

        Assert.Equal(true, await Scalar("select to_regclass('two') is not null"));
    }

    [Fact]
    public async Task AnOlderDatabase_ThatMustNotBeMigrated_IsRefused_AndLeftAlone()
    {
        await Migrator([Script(1, "create table one ()")]).Migrate();

        var error = await Assert.ThrowsAsync<DatabaseStartException>(
            () => Migrator([Script(1, "create table one ()"), Script(2, "create table two ()")]).RequireCurrent());

        Assert.Contains("Persistence:Migrate", error.Message, StringComparison.Ordinal);
        Assert.Equal(true, await Scalar("select to_regclass('two') is null"));
    }

    [Fact]
    public async Task AScriptThatFails_LeavesNothingOfItself_AndCanBeRepeated()
    {
        await Assert.ThrowsAsync<PostgresException>(
            () => Migrator([Script(1, "create table one ()"), Script(2, "create table two (); select 1 / 0")]).Migrate());

        Assert.Equal(1, await Scalar("select max(version) from schema_version"));
        Assert.Equal(true, await Scalar("select to_regclass('two') is null"));
        await Migrator([Script(1, "create table one ()"), Script(2, "create table two ()")]).Migrate();
        Assert.Equal(2, await Scalar("select max(version) from schema_version"));
    }

    private static MigrationScript Script(int version, string sql) => new(version, $"number {version}", sql);

    private Migrator Migrator(IReadOnlyList<MigrationScript> scripts) => new(_source!, NullLogger<Migrator>.Instance, scripts);

    private async Task<object?> Scalar(string sql)
    {
        await using var command = _source!.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
