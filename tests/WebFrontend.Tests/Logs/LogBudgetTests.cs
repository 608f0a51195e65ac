using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using OrleansCalls.Hosting;

namespace OrleansCalls.Logs;

public sealed partial class LogBudgetTests
{
    private readonly CapturedLog _log = new();

    [Fact]
    public void AFloodOfOneKind_IsBounded_Counted_AndHidesNoOther()
    {
        using var factory = New(limit: 5);
        var logger = factory.CreateLogger("flooded");
        for (var at = 0; at < 1_995; at++)
            LogFlood(logger, at);
        LogRare(logger);
        Assert.Equal(["flood 0", "flood 1", "flood 2", "flood 3", "flood 4", "rare"], Texts());

        factory.Dispose();
        Assert.Contains("1990 more", _log.Lines[^1].Text, StringComparison.Ordinal);
        Assert.Contains("Flood", _log.Lines[^1].Text, StringComparison.Ordinal);
        Assert.Equal(LogLevel.Warning, _log.Lines[^1].Level);
    }

    [Fact]
    public void EveryMinute_ItBeginsAnew()
    {
        var logger = new BudgetedLogger(_log.CreateLogger("flooded"), limit: 1, _ => false);
        LogFlood(logger, 1);
        logger.Renew();
        LogFlood(logger, 2);
        Assert.Equal(["flood 1", "flood 2"], Texts());
    }

    [Fact]
    public void WhatIsNoWarning_IsNotCut()
    {
        using var factory = New(limit: 1);
        var logger = factory.CreateLogger("busy");
        for (var at = 0; at < 100; at++)
            LogOrdinary(logger, at);
        Assert.Equal(100, _log.Lines.Count);
    }

    [Fact]
    public void WhatOnlyTellsAClientNo_LeavesNoLine()
    {
        using var factory = New(limit: 1);
        LogDefect(factory.CreateLogger("library"), new HubException("rate_limited: no"));
        Assert.Empty(_log.Lines);
        LogDefect(factory.CreateLogger("library"), new InvalidOperationException());
        Assert.Single(_log.Lines);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "defect")]
    private static partial void LogDefect(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, EventName = "Flood", Message = "flood {At}")]
    private static partial void LogFlood(ILogger logger, int at);

    [LoggerMessage(Level = LogLevel.Warning, Message = "rare")]
    private static partial void LogRare(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "ordinary {At}")]
    private static partial void LogOrdinary(ILogger logger, int at);

    private BudgetedLoggerFactory New(int limit) =>
        new(new LoggerFactory([_log]), limit, exception => exception is HubException, TimeProvider.System);

    private IEnumerable<string> Texts() => _log.Lines.Select(line => line.Text);
}
