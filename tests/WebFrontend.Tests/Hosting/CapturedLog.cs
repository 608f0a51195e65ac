using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrleansCalls.Hosting;

/// <summary>Keeps what a process logs.</summary>
internal sealed class CapturedLog : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<LogLine> _lines = new();
    private IExternalScopeProvider? _scopes;

    /// <summary>What was logged so far, in order.</summary>
    public IReadOnlyList<LogLine> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, this);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
        // What was captured is looked at when the process is gone.
    }

    private string? FindTrace()
    {
        var found = new List<string>();
        _scopes?.ForEachScope(
            (scope, traces) =>
            traces.AddRange(Fields(scope).Where(field => field.Key == "TraceId").Select(field => $"{field.Value}")), found);
        return found.FirstOrDefault();
    }

    private static IEnumerable<KeyValuePair<string, object?>> Fields(object? state) =>
        state as IEnumerable<KeyValuePair<string, object?>> ?? [];

    private sealed class Logger(string category, CapturedLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log._lines.Enqueue(new LogLine(category, logLevel, formatter(state, exception), exception)
            {
                Fields = Fields(state).ToDictionary(field => field.Key, field => field.Value?.ToString(), StringComparer.Ordinal),
                TraceId = log.FindTrace(),
            });
    }
}

/// <summary>One line of a log.</summary>
internal sealed record LogLine(string Category, LogLevel Level, string Text, Exception? Exception)
{
    /// <summary>What its text was made of.</summary>
    public required IReadOnlyDictionary<string, string?> Fields { get; init; }

    /// <summary>The trace that it belongs to, if any.</summary>
    public string? TraceId { get; init; }
}
