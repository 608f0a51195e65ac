using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Cluster.Tests.Processes;

/// <summary>Which silos the cluster takes for alive, asked as a client of it.</summary>
public sealed class MemberList : IAsyncDisposable
{
    private const int GrainsAsked = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly IHost _host;
    private readonly IGrainFactory _grains;

    private MemberList(IHost host) => (_host, _grains) = (host, host.Services.GetRequiredService<IGrainFactory>());

    /// <summary>Connects.</summary>
    public static async Task<MemberList> Connect(CallCluster cluster)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("calls", "calls"));
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = Patience);
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1));
            client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", cluster.ConnectionString));
        });
        var host = builder.Build();
        await host.StartAsync();
        return new MemberList(host);
    }

    /// <summary>Waits until the cluster no longer counts on a silo, and says when that was.</summary>
    public async Task<DateTimeOffset> AwaitOut(IReadOnlyCollection<Node> silos, TimeSpan? patience = null)
    {
        var ports = silos.Select(silo => silo.SiloPort).ToHashSet();
        await Eventually.Holds(Members, members => members.Count > 0 && !ports.Overlaps(members), patience);
        return TimeProvider.System.GetUtcNow();
    }

    /// <summary>The ports of the silos that are active; none when nobody answers.</summary>
    public async Task<IReadOnlySet<int>> Members()
    {
        // One of the grains may be where the silo died; another is not.
        var asked = Enumerable.Range(0, GrainsAsked).Select(Ask).ToList();
        while (asked.Count > 0)
        {
            var first = await Task.WhenAny(asked);
            asked.Remove(first);
            if (first.IsCompletedSuccessfully)
                return first.Result;
            _ = first.Exception;
        }

        return new HashSet<int>();
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _host.StopAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _host.Dispose();
    }

    private async Task<IReadOnlySet<int>> Ask(int grain)
    {
        var hosts = await _grains.GetGrain<IManagementGrain>(grain).GetHosts(onlyActive: true).WaitAsync(Patience);
        return hosts.Keys.Select(silo => silo.Endpoint.Port).ToHashSet();
    }
}
