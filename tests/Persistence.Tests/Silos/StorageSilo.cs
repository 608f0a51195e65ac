using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;
using OrleansCalls.Testing;

namespace OrleansCalls.Persistence.Tests.Silos;

/// <summary>A silo whose storages are in a PostgreSQL database of its own.</summary>
public sealed class StorageSilo : IAsyncLifetime
{
    private TestDatabase? _database;
    private TestCluster? _cluster;

    /// <summary>A storage beside the product's, whose clear removes the row.</summary>
    public const string Removing = "removing";

    /// <summary>How to reach the database.</summary>
    public string ConnectionString => _database!.ConnectionString;

    /// <summary>A client of the silo.</summary>
    public IGrainFactory Grains => _cluster!.Client;

    /// <summary>What is registered in the silo.</summary>
    public IServiceProvider Services => ((InProcessSiloHandle)_cluster!.Primary!).SiloHost.Services;

    /// <summary>One of the silo's storages.</summary>
    public IGrainStorage Storage(string name) => Services.GetRequiredKeyedService<IGrainStorage>(name);

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.Create();
        var builder = new TestClusterBuilder(1);
        builder.Properties["ConnectionStrings:Postgres"] = _database.ConnectionString;
        builder.AddSiloBuilderConfigurator<Configurator>();
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster!.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        await _database!.DisposeAsync();
    }

    private sealed class Configurator : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder
            .AddCallsStorage(siloBuilder.Configuration)
            .AddAdoNetGrainStorage(Removing, storage =>
            {
                (storage.Invariant, storage.ConnectionString) = ("Npgsql", siloBuilder.Configuration.GetConnectionString("Postgres")!);
                storage.GrainStorageSerializer = new JsonStateSerializer();
                storage.DeleteStateOnClear = true;
            });
    }
}
