using Microsoft.Extensions.Logging;

namespace OrleansCalls.Calls;

/// <summary>The log's lines of a call: one for every transition, none for what leaves its state as it was.</summary>
internal static partial class CallTransitions
{
    /// <summary>Notes what <paramref name="call"/> has come to by the command that <paramref name="line"/> tells of.</summary>
    public static void LogTransition(this ILogger logger, CallState? before, CallView call, LedgerEntry line)
    {
        if (call.State == before || !logger.IsEnabled(LogLevel.Information))
            return;
        if (call.EndReason is { } reason)
            LogEnded(logger, call.CallId, reason.ToWireText(), line.Command, line.UserId, line.DeviceId, (call.EndedAt - call.ConnectedAt)?.TotalSeconds);
        else
            LogState(logger, call.CallId, call.State.ToWireText(), call.Media.ToWireText(), line.Command, line.UserId, line.DeviceId);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Call {CallId} is {State} ({Media}): {Command} by {UserId} on {DeviceId}")]
    private static partial void LogState(ILogger logger, string callId, string state, string media, string command, string? userId, string? deviceId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Call {CallId} ended {Reason}: {Command} by {UserId} on {DeviceId}, {Seconds} s after it was connected")]
    private static partial void LogEnded(
        ILogger logger, string callId, string reason, string command, string? userId, string? deviceId, double? seconds);
}
