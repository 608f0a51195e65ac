using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using OrleansCalls.LocalPostgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Persistence.Tests.Silos;

/// <summary>Orleans' ADO.NET clustering over our queries.</summary>
public sealed class ClusteringTests
{
    [Fact]
    public async Task SilosOfOneDatabase_FindEachOther_AndSeeOneLeave()
    {
        await using var database = await TestDatabase.Create();
        using var one = Silo(database.ConnectionString);
        using var two = Silo(database.ConnectionString);
        await one.StartAsync();
        await two.StartAsync();
        var management = one.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);

        await Eventually.Holds(async () => (await management.GetHosts(onlyActive: true)).Count == 2);
        await two.StopAsync();
        await Eventually.Holds(async () => (await management.GetHosts(onlyActive: true)).Count == 1);
        await one.StopAsync();
    }

    private static IHost Silo(string connectionString)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["ConnectionStrings:Postgres"] = connectionString;
        builder.Services.AddLogging();
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("test", "test"))
            .ConfigureEndpoints(IPAddress.Loopback, LoopbackPorts.Free(), LoopbackPorts.Free())
            .UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", connectionString))
            .AddCallsStorage(builder.Configuration));
        return builder.Build();
    }
}
