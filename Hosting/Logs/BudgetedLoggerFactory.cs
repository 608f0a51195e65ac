using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrleansCalls.Logs;

/// <summary>Makes loggers that write a limited number of warnings of each kind a minute, and count the rest.</summary>
public sealed class BudgetedLoggerFactory : ILoggerFactory
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly ILoggerFactory _inner;
    private readonly int _limit;
    private readonly Func<Exception, bool> _isRefusal;
    private readonly ConcurrentDictionary<string, BudgetedLogger> _loggers = new(StringComparer.Ordinal);
    private readonly ITimer _timer;

    /// <summary>Wraps a factory, and disposes of it.</summary>
    public BudgetedLoggerFactory(ILoggerFactory inner, int limit, Func<Exception, bool> isRefusal, TimeProvider time)
    {
        _inner = inner;
        _limit = limit;
        _isRefusal = isRefusal;
        _timer = time.CreateTimer(static factory => ((BudgetedLoggerFactory)factory!).Renew(), this, Period, Period);
    }

    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(
        categoryName,
        static (name, factory) => new BudgetedLogger(factory._inner.CreateLogger(name), factory._limit, factory._isRefusal),
        this);

    public void AddProvider(ILoggerProvider provider) => _inner.AddProvider(provider);

    public void Dispose()
    {
        _timer.Dispose();
        Renew();
        _inner.Dispose();
    }

    private void Renew()
    {
        foreach (var logger in _loggers.Values)
            logger.Renew();
    }
}
