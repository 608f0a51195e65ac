namespace OrleansCalls.Persistence.Tests;

/// <summary>The base of tests that must pass over PostgreSQL and in memory alike; each begins with an empty store.</summary>
public abstract class StoreTests(StoreFixture fixture) : IAsyncLifetime
{
    private Store? _store;

    /// <summary>The store of this test.</summary>
    protected Store Store => _store!;

    /// <summary>A registered service of <see cref="Store"/>.</summary>
    protected T Get<T>() where T : notnull => Store.Get<T>();

    public async Task InitializeAsync() => _store = await fixture.Empty();

    public Task DisposeAsync() => Task.CompletedTask;
}
