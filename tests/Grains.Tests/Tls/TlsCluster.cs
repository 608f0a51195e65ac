using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using OrleansCalls.LocalPostgres;
using OrleansCalls.Persistence;
using OrleansCalls.Testing;
using OrleansCalls.Tls;

namespace OrleansCalls.Grains.Tests.Tls;

/// <summary>Silos and clients in this process that find each other in a database, with certificates or without.</summary>
public abstract class TlsCluster : IAsyncLifetime
{
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(5);
    private readonly List<TlsFiles> _files = [];
    private readonly List<IHost> _hosts = [];
    private TestDatabase? _database;

    /// <summary>False and true: who of two it is.</summary>
    public static TheoryData<bool> BothWays => [true, false];

    private protected Authority Authority { get; } = new();

    private protected Authority Another { get; } = new();

    public async Task InitializeAsync() => _database = await TestDatabase.Create();

    public async Task DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.StopAsync();
            host.Dispose();
        }

        foreach (var files in _files)
            files.Dispose();
        Authority.Dispose();
        Another.Dispose();
        await _database!.DisposeAsync();
    }

    private protected TlsFiles Files() => Add(new(Authority));

    private protected TlsFiles Add(TlsFiles files)
    {
        _files.Add(files);
        return files;
    }

    private protected HostApplicationBuilder Silo(TlsFiles? tls)
    {
        var builder = NewHost(tls);
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(SetIds)
            .Configure<ClusterMembershipOptions>(membership => membership.MaxJoinAttemptTime = JoinPatience)
            .ConfigureEndpoints(IPAddress.Loopback, LoopbackPorts.Free(), LoopbackPorts.Free())
            .UseAdoNetClustering(
                clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", _database!.ConnectionString))
            .AddCallsStorage(builder.Configuration)
            .AddTls(builder.Configuration));
        return builder;
    }

    private protected HostApplicationBuilder Client(TlsFiles? tls)
    {
        var builder = NewHost(tls);
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(SetIds)
            .Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1))
            .UseAdoNetClustering(
                clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", _database!.ConnectionString))
            .UseConnectionRetryFilter<FirstAnswerCounts>()
            .AddTls(builder.Configuration));
        return builder;
    }

    private HostApplicationBuilder NewHost(TlsFiles? tls)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["ConnectionStrings:Postgres"] = _database!.ConnectionString;
        tls?.Set(builder.Configuration);
        builder.Services.AddLogging();
        builder.Services.AddTlsOptions();
        return builder;
    }

    private protected async Task<IHost> Start(HostApplicationBuilder builder)
    {
        var host = builder.Build();
        await host.StartAsync();
        _hosts.Add(host);
        return host;
    }

    private protected static async Task Refused(HostApplicationBuilder builder)
    {
        using var host = builder.Build();
        await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
    }

    private protected static Task Sees(IHost host, int silos) => Eventually.Holds(async () =>
        (await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true)).Count == silos);

    private static void SetIds(ClusterOptions cluster) => (cluster.ClusterId, cluster.ServiceId) = ("test", "test");

    /// <summary>Orleans would try for minutes.</summary>
    private sealed class FirstAnswerCounts : IClientConnectionRetryFilter
    {
        public Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken) => Task.FromResult(false);
    }
}
