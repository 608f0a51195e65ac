using Npgsql;

namespace OrleansCalls.Persistence.Tests;

/// <summary>Gives each test of a class an empty store.</summary>
public abstract class StoreFixture : IAsyncLifetime
{
    /// <summary>An empty store.</summary>
    public abstract Task<Store> Empty();

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();
}

/// <summary>One database for the class, emptied for each test: making one takes a second.</summary>
public sealed class PostgresFixture : StoreFixture
{
    private const string EmptySql = """
        delete from calls;
        delete from call_participants;
        delete from call_ledger;
        delete from channels;
        delete from users;
        delete from sign_in_tries;
        delete from orleans_state;
        delete from data_protection_keys;
        delete from cluster_secrets;
        """;

    private Store? _store;

    public override async Task InitializeAsync() => _store = await Store.Start(postgres: true);

    public override async Task<Store> Empty()
    {
        await using var command = _store!.Get<NpgsqlDataSource>().CreateCommand(EmptySql);
        await command.ExecuteNonQueryAsync();
        return _store;
    }

    public override async Task DisposeAsync() => await _store!.DisposeAsync();
}

/// <summary>A memory of its own for each test.</summary>
public sealed class MemoryFixture : StoreFixture
{
    private readonly List<Store> _stores = [];

    public override Task InitializeAsync() => Task.CompletedTask;

    public override async Task<Store> Empty()
    {
        var store = await Store.Start(postgres: false);
        _stores.Add(store);
        return store;
    }

    public override async Task DisposeAsync()
    {
        foreach (var store in _stores)
            await store.DisposeAsync();
    }
}
