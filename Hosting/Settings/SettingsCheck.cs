namespace OrleansCalls.Settings;

/// <summary>
/// Warns of unknown settings when a process starts. It starts all the same: during upgrades older programs get newer settings.
/// </summary>
internal sealed partial class SettingsCheck(IConfiguration configuration, ILogger<SettingsCheck> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var sentence in UnknownSettings.Find(configuration))
            LogUnknown(sentence);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sentence}")]
    private partial void LogUnknown(string sentence);
}
