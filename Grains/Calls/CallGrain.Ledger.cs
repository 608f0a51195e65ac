namespace OrleansCalls.Calls;

/// <content>
/// What operators see. Every command leaves a line: with the row that it changes, or by itself when it changes none. Whoever gives too many leaves a count.
/// </content>
public sealed partial class CallGrain
{
    private readonly LedgerShares _shares = new(options.Value.LedgerLinesPerCall);
    private CallState? _counted;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        CountLive(null);
        return Task.CompletedTask;
    }

    /// <summary>Counts this grain's call in the state that it is in.</summary>
    private void CountLive(CallView? call)
    {
        metrics.Move(_counted, call?.State);
        _counted = call?.State;
    }

    private LedgerEntry Line(CallCommand command, CommandOutcome outcome, CallView? call, string? code = null) =>
        Line(command.Name, command.Sender, outcome, call, code);

    private LedgerEntry Line(string command, Leg? sender, CommandOutcome outcome, CallView? call, string? code = null)
    {
        var now = Now;
        return new LedgerEntry
        {
            Id = Guid.CreateVersion7(now),
            CallId = Id,
            At = now,
            Command = command,
            Outcome = outcome,
            UserId = sender?.UserId,
            DeviceId = sender?.DeviceId,
            Code = code,
            Version = call?.Version,
            State = call?.State,
            Silo = RuntimeIdentity,
        };
    }

    private void Note(LedgerEntry line)
    {
        metrics.CountCommand(line.Command, line.Outcome);
        ledger.Note(_shares.Bound(line));
    }

    /// <summary>The line of a command that changes the call. What takes it further has one always; what goes on and off may do so for hours.</summary>
    private LedgerEntry LineOf(CallCommand command, CallView next)
    {
        var line = Line(command, CommandOutcome.Accepted, next);
        return Record?.State == next.State ? _shares.Bound(line) : line;
    }

    /// <summary>An initiate that made no call: refused, or sent to another.</summary>
    private void NoteNotMade(Leg caller, CallResult result)
    {
        var initiate = WireText.Of(typeof(Initiate));
        if (result.Refusal is { } refusal)
            Note(Line(initiate, caller, CommandOutcome.Refused, call: null, refusal.Code));
        else if (result.AnswerInstead is not null)
            Note(Line(initiate, caller, CommandOutcome.Lost, call: null, LedgerEntry.Glare));
        else if (result.SupersedeFirst is not null)
            Note(Line(initiate, caller, CommandOutcome.Lost, call: null, LedgerEntry.Supersede));
    }
}
