using OrleansCalls.Start;

namespace OrleansCalls.Hosting;

/// <summary>
/// Connects a front-end without a silo of its own in the background, so that it listens at once and reports itself as not ready, however
/// long a silo takes to appear.
/// </summary>
/// <param name="client">The cluster's client, which starts when it has found a silo.</param>
/// <param name="lifetime">Stopped if the client cannot start.</param>
/// <param name="logger">Gets the outcome.</param>
public sealed partial class ClusterConnection(
    IReadOnlyList<IHostedService> client, IHostApplicationLifetime lifetime, ILogger<ClusterConnection> logger)
    : BackgroundService
{
    private volatile bool _isConnected;

    /// <summary>Whether the cluster has been found. The client itself copes with silos lost after that.</summary>
    public bool IsConnected => _isConnected;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!_isConnected)
            return;
        foreach (var part in client.Reverse())
            await part.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var part in client)
                await part.StartAsync(stoppingToken);
            _isConnected = true;
            LogConnected();
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop before a silo appeared.
        }
        catch (Exception exception)
        {
            LogFailed(exception);
            StartFailures.Explain(exception);
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to the cluster")]
    private partial void LogConnected();

    [LoggerMessage(Level = LogLevel.Critical, Message = "This front-end cannot become a client of the cluster")]
    private partial void LogFailed(Exception exception);
}
