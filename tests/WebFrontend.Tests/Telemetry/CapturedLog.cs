using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrleansCalls.Telemetry;

/// <summary>Keeps the lines that are written to the log.</summary>
internal sealed class CapturedLog : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider? _scopes;

    public ConcurrentQueue<Line> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private void Add<TState>(string category, TState state)
    {
        var fields = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
        var trace = new List<string>();
        _scopes?.ForEachScope(
            (scope, found) => found.AddRange((scope as IEnumerable<KeyValuePair<string, object?>> ?? []).Where(field => field.Key == "TraceId").Select(field => $"{field.Value}")), trace);
        Lines.Enqueue(new Line(category, fields.ToDictionary(field => field.Key, field => field.Value?.ToString()), trace.FirstOrDefault() ?? ""));
    }

    internal sealed record Line(string Category, IReadOnlyDictionary<string, string?> Fields, string TraceId);

    private sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => log.Add(category, state);
    }
}
