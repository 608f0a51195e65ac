using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using OrleansCalls.Testing;

namespace OrleansCalls.Persistence.Tests;

/// <summary>The persistence of one process as the product registers it, over PostgreSQL or in memory.</summary>
public sealed class Store : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly TestDatabase? _database;

    private Store(IHost host, TestDatabase? database)
    {
        _host = host;
        _database = database;
    }

    /// <summary>What is registered.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>How to reach the database.</summary>
    public string ConnectionString => _database!.ConnectionString;

    /// <summary>The clock that deadlines go by.</summary>
    public IClusterClock Clock => Get<IClusterClock>();

    /// <summary>A registered service.</summary>
    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Starts one.</summary>
    /// <param name="postgres">Over a database of its own, or in memory.</param>
    /// <param name="settings">Further configuration.</param>
    public static async Task<Store> Start(bool postgres, params (string Key, string Value)[] settings)
    {
        var database = postgres ? await TestDatabase.Create() : null;
        var host = Build(
        [
            database is null ? ("Persistence:Memory", "true") : ("ConnectionStrings:Postgres", database.ConnectionString),
            .. settings,
        ]);
        await host.StartAsync();
        return new Store(host, database);
    }

    /// <summary>Starts one over a database that outlives it.</summary>
    public static async Task<Store> Start(TestDatabase database, params (string Key, string Value)[] settings)
    {
        var host = Build([("ConnectionStrings:Postgres", database.ConnectionString), .. settings]);
        await host.StartAsync();
        return new Store(host, database: null);
    }

    /// <summary>A host with nothing but the persistence, not started.</summary>
    public static IHost Build(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        builder.Services.Configure<CallsOptions>(builder.Configuration.GetSection(CallsOptions.Section));
        builder.Services.Configure<ClusterOptions>(cluster => cluster.ServiceId = "calls");
        builder.Services.AddCallsPersistence(builder.Configuration);
        return builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable host)
            await host.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
