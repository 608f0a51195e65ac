using OrleansCalls.Start;

namespace OrleansCalls.Hosting;

/// <summary>
/// Connects a front-end that has no silo of its own, beside its start: it listens at once and says for itself that it is not ready,
/// however long it takes until a silo comes.
/// </summary>
/// <param name="client">The cluster's client, which starts when it has found a silo.</param>
/// <param name="lifetime">Ended when the client cannot start.</param>
/// <param name="logger">Where the outcome is noted.</param>
public sealed partial class ClusterConnection(IReadOnlyList<IHostedService> client, IHostApplicationLifetime lifetime, ILogger<ClusterConnection> logger)
    : BackgroundService
{
    private volatile bool _isConnected;

    /// <summary>Whether the cluster was found. Silos that go away after that are looked for by the client itself.</summary>
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
            // Told to stop before a silo came.
        }
        catch (Exception exception)
        {
            LogFailed(exception);
            StartFailures.Explain(exception);
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected with the cluster")]
    private partial void LogConnected();

    [LoggerMessage(Level = LogLevel.Critical, Message = "This front-end cannot become a client of the cluster")]
    private partial void LogFailed(Exception exception);
}
