using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using OrleansCalls.LocalPostgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Processes;

/// <summary>Silos and clients that find each other only through the database and talk over TCP, as processes do.</summary>
public sealed class ConnectedCluster : IAsyncLifetime
{
    private static readonly string[] Scripts = ["orleans_persistence.sql", "orleans_clustering.sql"];
    private readonly List<IHost> _hosts = [];
    private TestDatabase? _database;

    public string ConnectionString => _database!.ConnectionString;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.Create();
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        foreach (var script in Scripts)
        {
            await using var command = source.CreateCommand(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, script)));
            await command.ExecuteNonQueryAsync();
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.StopAsync();
            host.Dispose();
        }

        await _database!.DisposeAsync();
    }

    public async Task<IHost> StartSilo(Action<ISiloBuilder>? configure = null, string? secret = null)
    {
        var builder = NewHost(secret);
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(SetIds);
            silo.ConfigureEndpoints(IPAddress.Loopback, LoopbackPorts.Free(), LoopbackPorts.Free());
            silo.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", ConnectionString));
            silo.AddMemoryGrainStorage("memory");
            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = Cluster.ResponseTimeout);
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                // Patient: all these silos share one process, on a machine busy with other tests.
                membership.ProbeTimeout = TimeSpan.FromSeconds(2);
                membership.NumMissedProbesLimit = 4;
                membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(1);
                membership.TableRefreshTimeout = TimeSpan.FromSeconds(1);
            });
            configure?.Invoke(silo);
        });
        return await Start(builder);
    }

    public async Task<IHost> StartClient(string? secret = null)
    {
        var builder = NewHost(secret);
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(SetIds);
            client.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", ConnectionString));
            client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = Cluster.ResponseTimeout);
            client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1));
        });
        return await Start(builder);
    }

    /// <summary>Stops a silo as if its process had been killed.</summary>
    public async Task Kill(IHost host)
    {
        _hosts.Remove(host);
        await host.StopAsync(new CancellationToken(canceled: true));
        host.Dispose();
    }

    /// <summary>Stops a silo in order.</summary>
    public async Task Stop(IHost host)
    {
        _hosts.Remove(host);
        await host.StopAsync();
        host.Dispose();
    }

    public static IGrainFactory Grains(IHost host) => host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Waits until a silo sees this many silos. The grain it asks may be on a silo that has just gone.</summary>
    public static Task Sees(IHost silo, int count) => Eventually.Holds(async () =>
    {
        var seen = 0;
        var management = Grains(silo).GetGrain<IManagementGrain>(0);
        return await Answers(async () => seen = (await management.GetHosts(onlyActive: true)).Count) && seen == count;
    });

    /// <summary>Whether a call is answered; false if the silo to answer it is gone.</summary>
    public static async Task<bool> Answers(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            return false;
        }
    }

    private static void SetIds(ClusterOptions options) => (options.ClusterId, options.ServiceId) = ("test", "test");

    private static HostApplicationBuilder NewHost(string? secret)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["Orleans:ClusterSecret"] = secret;
        builder.Services.AddLogging();
        return builder;
    }

    private async Task<IHost> Start(HostApplicationBuilder builder)
    {
        var host = builder.Build();
        try
        {
            await host.StartAsync();
        }
        catch
        {
            host.Dispose();
            throw;
        }

        _hosts.Add(host);
        return host;
    }
}
