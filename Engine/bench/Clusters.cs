using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.TestingHost;
using OrleansCalls.LocalPostgres;
using OrleansCalls.Persistence;

namespace OrleansCalls.GrainCalls;

/// <summary>Two silos and a client, in this process.</summary>
internal static class Clusters
{
    /// <summary>By the testing host, whose silos share memory.</summary>
    public static async Task<Running> OfTestingHost()
    {
        var cluster = new TestClusterBuilder(2).Build();
        await cluster.DeployAsync();
        return new("testing-host", cluster.Client, async () => await cluster.DisposeAsync());
    }

    /// <summary>By the database, like separate processes: every call goes through a socket.</summary>
    public static async Task<Running> OverTcp()
    {
        var folder = Directory.CreateTempSubdirectory("calls-bench-").FullName;
        var server = await PrivatePostgres.Start(new() { Folder = folder });
        var connection = await server.CreateDatabase("bench");
        await using (var database = NpgsqlDataSource.Create(connection))
            await new Migrator(database, NullLogger<Migrator>.Instance).Migrate();

        var hosts = new List<IHost>();
        for (var i = 0; i < 2; i++)
            hosts.Add(await Start(builder => builder.UseOrleans(silo => silo
                .Configure<ClusterOptions>(SetIds)
                .ConfigureEndpoints(IPAddress.Loopback, FreePort(), FreePort())
                .UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", connection)))));
        hosts.Add(await Start(builder => builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(SetIds)
            .UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", connection)))));
        return new("tcp", hosts[^1].Services.GetRequiredService<IClusterClient>(), async () =>
        {
            foreach (var host in Enumerable.Reverse(hosts))
            {
                await host.StopAsync();
                host.Dispose();
            }

            await server.Stop();
            Directory.Delete(folder, recursive: true);
        });
    }

    private static void SetIds(ClusterOptions options) => (options.ClusterId, options.ServiceId) = ("bench", "bench");

    private static async Task<IHost> Start(Action<HostApplicationBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        configure(builder);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A cluster to measure.</summary>
internal sealed record Running(string Name, IClusterClient Client, Func<Task> Stop);
