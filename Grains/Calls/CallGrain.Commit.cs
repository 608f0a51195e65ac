using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace OrleansCalls.Calls;

/// <content>Decide, commit, tell: in this order and nowhere else.</content>
public sealed partial class CallGrain
{
    /// <summary>The version that the participants' presences were last told; less than the record's when telling failed or a silo died.</summary>
    private int _told;

    private async Task<CallResult> Settled(CallCommand command)
    {
        await Settle();
        return await Commit(command);
    }

    private async Task<CallResult> Commit(CallCommand command)
    {
        var decision = CallMachine.Decide(Record, command, Now, _timings);
        if (decision.Refusal is { } refusal)
        {
            if (Record is not null)
                Note(Line(command, CommandOutcome.Refused, Record, refusal.Code));
            return refusal == Refusal.CallNotFound ? NotFound() : refusal;
        }
        if (decision.Events.IsEmpty)
        {
            Note(Line(command, CommandOutcomes.OfNoEffect(Record!, command), Record));
        }
        else
        {
            var before = Record?.State;
            var next = CallMachine.Apply(Record, decision.Events);
            var line = LineOf(command, next);
            await Save(next, line);
            logger.LogTransition(before, next, line);
            metrics.Count(Record!);
            CountLive(Record);
            if (before is null && next.IsLive)
                Reminder.Set(next.RingDeadline!.Value - Now);
            await Tell(decision.Events.ToChange());
            await Follow(decision.Events);
        }
        Arm();
        return Record!;
    }

    /// <summary>Writes the record. When that fails nobody knows what the database has: the grain goes, and the next one reads it.</summary>
    private async Task Save(CallView next, LedgerEntry line)
    {
        try
        {
            stored.State = new StoredCall { Record = next, Line = line };
            await stored.WriteStateAsync();
            metrics.CountCommand(line.Command, line.Outcome);
        }
        catch (Exception failure)
        {
            DeactivateOnIdle();
            if (failure is InconsistentStateException && next.Version == 1)
                await Task.WhenAll(next.Participants.Select(person => Presence(person.UserId).Recheck(Id)));
            throw;
        }
    }

    /// <summary>Tells the presences of all participants. A failure is made up for by the timer, and by every heartbeat.</summary>
    private async Task Tell(CallChange change)
    {
        var view = Record!;
        try
        {
            await Task.WhenAll(view.Participants.Select(person => Presence(person.UserId).Publish(view, change)));
            _told = view.Version;
        }
        catch (Exception failure)
        {
            LogNotTold(failure, Id, view.Version);
        }
        if (!Record!.IsLive)
            await Reminder.Remove();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {CallId}: not everybody could be told of version {Version}; trying again")]
    private partial void LogNotTold(Exception failure, string callId, int version);
}
