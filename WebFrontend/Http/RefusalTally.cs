using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using OrleansCalls.Realtime;

namespace OrleansCalls.Http;

/// <summary>Counts refusals by code and user, and logs the most frequent once a minute: a few lines, however many refusals.</summary>
public sealed partial class RefusalTally : IHostedService, IDisposable
{
    /// <summary>How many get a line of their own; the others share one.</summary>
    public const int Lines = 10;

    /// <summary>How many are told apart in a minute. Those who are refused often show up early.</summary>
    private const int MaxCounted = 1000;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly ILogger<RefusalTally> _logger;
    private readonly Counter<long> _refusals;
    private ConcurrentDictionary<(string Code, string? UserId), int> _counts = new();
    private ITimer? _timer;

    /// <summary>Starts with nothing counted.</summary>
    public RefusalTally(IMeterFactory meters, TimeProvider time, ILogger<RefusalTally> logger)
    {
        _time = time;
        _logger = logger;
        _refusals = meters.Create(HubMetrics.Meter).CreateCounter<long>(
            "orleanscalls.refusals", "{refusal}", "Commands and requests that were refused, by code.");
    }

    /// <summary>Counts a refusal.</summary>
    public void Count(string code, string? userId)
    {
        _refusals.Add(1, new KeyValuePair<string, object?>("code", code));
        var counts = _counts;
        var key = counts.Count < MaxCounted || counts.ContainsKey((code, userId)) ? (code, userId) : (code, null);
        counts.AddOrUpdate(key, 1, static (_, count) => count + 1);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = _time.CreateTimer(static tally => ((RefusalTally)tally!).Report(), this, Period, Period);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Logs what was counted last.</summary>
    public void Dispose()
    {
        // Not in StopAsync: whoever is still connected is still refused then, and a host out of time does not call it.
        _timer?.Dispose();
        Report();
    }

    private void Report()
    {
        var counts = Interlocked.Exchange(ref _counts, new()).OrderByDescending(entry => entry.Value).ToList();
        foreach (var ((code, userId), count) in counts.Take(Lines))
        {
            if (userId is null)
                LogRefusedToOthers(count, code);
            else
                LogRefused(count, code, userId);
        }

        if (counts.Count > Lines)
            LogMore(counts.Skip(Lines).Sum(entry => entry.Value), counts.Count - Lines);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused {Count} times since the last such line: {Code}, to user {UserId}")]
    private partial void LogRefused(int count, string code, string userId);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Refused {Count} times since the last such line: {Code}, to callers not signed in or not told apart")]
    private partial void LogRefusedToOthers(int count, string code);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "And {Count} more refusals of {Kinds} codes and users, each with fewer than those above")]
    private partial void LogMore(int count, int kinds);
}
