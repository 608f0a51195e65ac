using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using OrleansCalls.Persistence;
using OrleansCalls.Testing;
using OrleansCalls.Tls;

namespace OrleansCalls.Grains.Tests.Tls;

/// <summary>Silos and front-ends speak to those that have a certificate of their authority, and to nobody else.</summary>
public sealed class ClusterTlsTests : IAsyncLifetime
{
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(5);
    private readonly Authority _authority = new();
    private readonly Authority _another = new();
    private readonly List<TlsFiles> _files = [];
    private readonly List<IHost> _hosts = [];
    private TestDatabase? _database;

    public static TheoryData<bool> BothWays => [true, false];

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
        _authority.Dispose();
        _another.Dispose();
        await _database!.DisposeAsync();
    }

    [Fact]
    public async Task Silos_and_clients_of_one_authority_work_together_and_part_in_order()
    {
        var one = await Start(Silo(Files()));
        var two = await Start(Silo(Files()));
        await Sees(one, 2);
        await Sees(two, 2);
        var client = await Start(Client(Files()));
        await Sees(client, 2);

        await two.StopAsync();

        await Sees(client, 1);
    }

    [Theory]
    [MemberData(nameof(BothWays))]
    public async Task A_silo_of_another_authority_is_kept_out_whoever_trusts_it(bool trustsUs)
    {
        var silo = await Start(Silo(Files()));

        await Refused(Silo(Add(new(_another, trusted: trustsUs ? _authority : _another))));

        await Sees(silo, 1);
    }

    [Theory]
    [MemberData(nameof(BothWays))]
    public async Task One_that_encrypts_and_one_that_does_not_are_no_cluster(bool clusterEncrypts)
    {
        var silo = await Start(Silo(clusterEncrypts ? Files() : null));

        await Refused(Silo(clusterEncrypts ? null : Files()));
        await Refused(Client(clusterEncrypts ? null : Files()));

        await Sees(silo, 1);
    }

    [Fact]
    public async Task A_client_of_another_authority_is_kept_out()
    {
        await Start(Silo(Files()));

        await Refused(Client(Add(new(_another, trusted: _authority))));
    }

    [Fact]
    public async Task Certificates_are_read_again_when_they_change()
    {
        var files = Files();
        var silo = await Start(Silo(files));

        files.Write("Authority", $"{_authority.Pem}\n{_another.Pem}");
        var later = new TlsFiles(_another);
        later.Write("Authority", $"{_authority.Pem}\n{_another.Pem}");
        await Start(Silo(Add(later)));

        await Sees(silo, 2);
    }

    [Theory]
    [InlineData("Key", null, "Cluster:Tls:Key")]
    [InlineData("Certificate", "no certificate", "PEM")]
    [InlineData("Authority", "", "no certificate in")]
    public void What_is_missing_or_no_certificate_stops_the_start(string setting, string? text, string says)
    {
        var files = Files();
        if (text is null)
            File.Delete(files.PathOf(setting));
        else
            files.Write(setting, text);

        Assert.Contains(says, Fault(files), StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_would_trust_stops_the_start()
    {
        Assert.Contains("is not one of the authority", Fault(Add(new(_authority, trusted: _another))), StringComparison.Ordinal);
        Assert.Contains("is good from", Fault(Add(new(_authority, daysLeft: -1))), StringComparison.Ordinal);
    }

    private static string Fault(TlsFiles files)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        files.Set(builder.Configuration);
        builder.Services.AddTlsOptions(builder.Configuration);
        using var host = builder.Build();
        return Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(host.Start).Message;
    }

    private TlsFiles Files() => Add(new(_authority));

    private TlsFiles Add(TlsFiles files)
    {
        _files.Add(files);
        return files;
    }

    private HostApplicationBuilder Silo(TlsFiles? tls)
    {
        var builder = NewHost(tls);
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(SetIds)
            .Configure<ClusterMembershipOptions>(membership => membership.MaxJoinAttemptTime = JoinPatience)
            .ConfigureEndpoints(IPAddress.Loopback, FreePort(), FreePort())
            .UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", _database!.ConnectionString))
            .AddCallsStorage(builder.Configuration)
            .AddTls(builder.Configuration));
        return builder;
    }

    private HostApplicationBuilder Client(TlsFiles? tls)
    {
        var builder = NewHost(tls);
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(SetIds)
            .Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1))
            .UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", _database!.ConnectionString))
            .AddTls(builder.Configuration));
        return builder;
    }

    private HostApplicationBuilder NewHost(TlsFiles? tls)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["ConnectionStrings:Postgres"] = _database!.ConnectionString;
        tls?.Set(builder.Configuration);
        builder.Services.AddLogging();
        builder.Services.AddTlsOptions(builder.Configuration);
        return builder;
    }

    private async Task<IHost> Start(HostApplicationBuilder builder)
    {
        var host = builder.Build();
        await host.StartAsync();
        _hosts.Add(host);
        return host;
    }

    private static async Task Refused(HostApplicationBuilder builder)
    {
        using var host = builder.Build();
        await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
    }

    private static Task Sees(IHost host, int silos) => Eventually.Holds(async () =>
        (await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true)).Count == silos);

    private static void SetIds(ClusterOptions cluster) => (cluster.ClusterId, cluster.ServiceId) = ("test", "test");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
