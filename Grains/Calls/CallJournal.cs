using Microsoft.Extensions.Logging;

namespace OrleansCalls.Calls;

/// <summary>
/// What operators see of one call. Every command leaves a line in the ledger: written with the row it changes, or on its own if it
/// changes none. Too many from one person become a count. The log has a line for every transition.
/// </summary>
public sealed partial class CallJournal(string callId, string silo, int lines, ICallLedger ledger, CallMetrics metrics, ILogger logger)
{
    private readonly LedgerShares _shares = new(lines);
    private CallState? _counted;

    /// <summary>Counts the call among this silo's live ones, by state; null when it is no longer here.</summary>
    public void CountLive(CallView? call)
    {
        metrics.Move(_counted, call?.State);
        _counted = call?.State;
    }

    /// <summary>The line of a command that changes the call, written together with it.</summary>
    public LedgerEntry Line(CallCommand command, CallView? call, CallView next, DateTimeOffset now)
    {
        // A transition always has a line of its own; muting and the like can go on for hours.
        var line = Line(command.Name, command.Sender, CommandOutcome.Accepted, next, now);
        return call?.State == next.State ? _shares.Bound(line) : line;
    }

    /// <summary>Notes that the changed call has been written.</summary>
    public void NoteWritten(CallState? before, CallView call, LedgerEntry line)
    {
        metrics.CountCommand(line.Command, line.Outcome);
        metrics.Count(call);
        CountLive(call);
        if (call.State == before || !logger.IsEnabled(LogLevel.Information))
            return;
        if (call.EndReason is { } reason)
            LogEnded(
                callId, reason.ToWireText(), line.Command, line.UserId, line.DeviceId, (call.EndedAt - call.ConnectedAt)?.TotalSeconds);
        else
            LogState(callId, call.State.ToWireText(), call.Media.ToWireText(), line.Command, line.UserId, line.DeviceId);
    }

    /// <summary>Notes a command that changed nothing.</summary>
    public void Note(CallCommand command, CommandOutcome outcome, CallView call, DateTimeOffset now, string? code = null) =>
        Note(Line(command.Name, command.Sender, outcome, call, now, code));

    /// <summary>Notes an initiate that made no call: it was refused or sent to another call.</summary>
    public void NoteNotMade(Leg caller, CallResult result, DateTimeOffset now) => Note(Line(
        WireText.Of(typeof(Initiate)),
        caller,
        result.Refusal is null ? CommandOutcome.Lost : CommandOutcome.Refused,
        call: null,
        now,
        result.Refusal?.Code ?? (result.AnswerInstead is null ? LedgerEntry.Supersede : LedgerEntry.Glare)));

    /// <summary>Notes that a version could not be told to everybody.</summary>
    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {CallId}: not everybody could be told of version {Version}; trying again")]
    public partial void LogNotTold(Exception failure, string callId, int version);

    private void Note(LedgerEntry line)
    {
        metrics.CountCommand(line.Command, line.Outcome);
        ledger.Note(_shares.Bound(line));
    }

    private LedgerEntry Line(
        string command, Leg? sender, CommandOutcome outcome, CallView? call, DateTimeOffset now, string? code = null) => new()
        {
            Id = Guid.CreateVersion7(now),
            CallId = callId,
            At = now,
            Command = command,
            Outcome = outcome,
            UserId = sender?.UserId,
            DeviceId = sender?.DeviceId,
            Code = code,
            Version = call?.Version,
            State = call?.State,
            Silo = silo,
        };

    [LoggerMessage(Level = LogLevel.Information, Message = "Call {CallId} is {State} ({Media}): {Command} by {UserId} on {DeviceId}")]
    private partial void LogState(string callId, string state, string media, string command, string? userId, string? deviceId);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Call {CallId} ended {Reason}: {Command} by {UserId} on {DeviceId}, {Seconds} s after it was connected")]
    private partial void LogEnded(string callId, string reason, string command, string? userId, string? deviceId, double? seconds);
}
