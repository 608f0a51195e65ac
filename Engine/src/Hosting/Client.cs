using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Hosting;

/// <summary>Connects and disconnects the client of a host.</summary>
internal sealed partial class Client(Node node, IServiceProvider services, ILogger<Client> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var source = services.GetService<IClusterSource>()
            ?? throw new OrleansConfigurationException("The client has no cluster: use UseAdoNetClustering.");
        while (true)
        {
            try
            {
                node.Connect(await source.Connect(node, cancellationToken));
                LogConnected(node.Address);
                return;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                if (services.GetService<IClientConnectionRetryFilter>() is not { } filter
                    || !await filter.ShouldRetryConnectionAttempt(error, cancellationToken))
                    throw;
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        node.Stop();
        return node.Link.Cut(drained: false);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Client {Address} has joined its cluster.")]
    private partial void LogConnected(SiloAddress address);
}
