using System.Diagnostics;

namespace OrleansCalls.Telemetry;

/// <summary>
/// Gives every command a trace even if none is exported: its id ties the logs of front-end and silos together. What is frequent and logs
/// nothing of its own, like signals and heartbeats, has none: spans cost more than the calls they would stand for.
/// </summary>
internal sealed class TraceIds : IHostedService, IDisposable
{
    private const string Hub = "Microsoft.AspNetCore.SignalR.Server";

    private readonly ActivityListener _listener = new()
    {
        // Orleans takes grains whose namespace begins like its own for its runtime's.
        ShouldListenTo = source => source.Name is Hub or "Microsoft.Orleans.Runtime" or "Microsoft.Orleans.Application",
        Sample = (ref ActivityCreationOptions<ActivityContext> span) =>
            IsOfACommand(span) ? ActivitySamplingResult.PropagationData : ActivitySamplingResult.None,
    };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ActivitySource.AddActivityListener(_listener);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    private static bool IsOfACommand(in ActivityCreationOptions<ActivityContext> span) =>
        !span.Name.EndsWith("Signal", StringComparison.Ordinal)
        && (span.Source.Name == Hub
            ? !span.Name.EndsWith("Heartbeat", StringComparison.Ordinal)
            : span.Parent.TraceId != default && span.Name.Contains("ICallGrain", StringComparison.Ordinal));
}
