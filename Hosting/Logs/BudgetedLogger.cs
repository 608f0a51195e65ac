using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrleansCalls.Logs;

/// <summary>
/// Writes a limited number of warnings and errors of each kind until renewed, and counts the rest. Lines below a warning come one per
/// event, and are bounded where the events are.
/// </summary>
public sealed partial class BudgetedLogger(ILogger inner, int limit, Func<Exception, bool> isRefusal) : ILogger
{
    private readonly ConcurrentDictionary<int, Kind> _kinds = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!inner.IsEnabled(logLevel) || (exception is not null && isRefusal(exception)))
            return;

        // Critical lines are always written: they say why the process stops.
        if (logLevel is LogLevel.Warning or LogLevel.Error
            && !_kinds.GetOrAdd(eventId.Id, static (_, name) => new Kind(name), eventId.Name).Take(limit))
            return;
        inner.Log(logLevel, eventId, state, exception, formatter);
    }

    /// <summary>Logs how many were left out, and starts counting afresh.</summary>
    public void Renew()
    {
        foreach (var kind in _kinds.Values)
        {
            if (kind.Reset() - limit is > 0 and var surplus)
                LogSurplus(inner, surplus, kind.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "And {Count} more like the last ones in this minute, which are left out: {Kind}")]
    private static partial void LogSurplus(ILogger logger, int count, string? kind);

    private sealed class Kind(string? name)
    {
        private int _count;

        public string Name => name ?? "warnings and errors without a name";

        public bool Take(int limit) => Interlocked.Increment(ref _count) <= limit;

        public int Reset() => Interlocked.Exchange(ref _count, 0);
    }
}
