using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using OrleansCalls.People;
using OrleansCalls.Presence;

namespace OrleansCalls.Calls;

/// <summary>One call: loads, lets <see cref="CallMachine"/> decide, commits, then tells.</summary>
/// <remarks>
/// The deadline is in the row. A timer acts on it in time, and every command checks it first; a search and the reminder wake
/// a call whose timer is gone.
/// </remarks>
[CollectionAgeLimit(Minutes = 2)]
public sealed class CallGrain(
    [PersistentState(StoredCall.StorageName, StoredCall.StorageName)] IPersistentState<StoredCall> stored,
    IClusterClock clock,
    PeopleCache people,
    IOptions<CallsOptions> options,
    ICallLedger ledger,
    CallMetrics metrics,
    ILogger<CallGrain> logger) : Grain, ICallGrain, IRemindable
{
    private static readonly TimeSpan RetellDelay = TimeSpan.FromSeconds(1);

    private readonly CallsOptions _options = options.Value;
    private readonly CallTimings _timings = CallTimings.From(options.Value);
    private readonly LegWatch _legs = new(options.Value);
    private SignalRelay _signals = null!;
    private SignalRoutes _routes = null!;
    private CallJournal _journal = null!;
    private CallReminder _reminder = null!;
    private GrainAlarm _alarm = null!;

    /// <summary>
    /// The version that the participants' presences were last told; less than the record's when telling failed or a silo died.
    /// </summary>
    private int _told;

    private string Id => GrainKeys.Id(this.GetPrimaryKeyString());

    /// <summary>This call's record; null before it is made, or if its id was absorbed by another.</summary>
    private CallView? Record => stored.State.Record is { } record && record.CallId == Id ? record : null;

    /// <summary>In whole microseconds, as the database keeps it: what is told must not differ.</summary>
    private DateTimeOffset Now => clock.Now is var now ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)) : default;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _signals = new SignalRelay(Id, _options.KeptSignals, _options.KeptSignalBytes);
        _routes = new SignalRoutes(GrainFactory);
        _journal = new CallJournal(Id, RuntimeIdentity, _options.LedgerLinesPerCall, ledger, metrics, logger);
        _reminder = new CallReminder(this, logger);
        _alarm = new GrainAlarm(this, Wake);

        // A silo that died after committing the end, before telling it, left presences that think the call is live: they are told now.
        _told = Record is { IsLive: false } ended && Now - ended.EndedAt > _options.DeviceLifetime ? ended.Version : 0;
        _journal.CountLive(Record);
        Arm();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _journal.CountLive(null);
        return Task.CompletedTask;
    }

    public async Task<CallResult> Initiate(InitiateCall command)
    {
        if (stored.State.Record is { } existing)
            return existing.CallId == Id ? await Settled(Repeat(command)) : new CallResult { AnswerInstead = existing.CallId };
        var began = metrics.BeginRing();
        var result = await TryMake(command);
        if (Record is { State: CallState.Ringing })
            metrics.EndRing(began);
        if (Record is null)
        {
            _journal.NoteNotMade(command.Caller, result, Now);
            DeactivateOnIdle();
        }
        return result;
    }

    public async Task<CallResult> Execute(LegCommand command)
    {
        command.NameSpan();
        if (command is Heartbeat)
            _routes.Forget(command.Leg.UserId);
        return _legs.Heed(command, Record?.Find(command.Leg.UserId), Now) is { } heeded
            ? await Settled(heeded)
            : await Get(command.Leg.UserId);
    }

    public async Task<CallResult> Get(string userId)
    {
        await Settle();
        if (Record?.Find(userId) is null)
            return NotFound();
        Arm();
        return Record;
    }

    public async Task<ImmutableArray<Refusal?>> Signal(ImmutableArray<SendSignal> signals)
    {
        var answers = ImmutableArray.CreateBuilder<Refusal?>(signals.Length);
        var views = new List<(SignalView Signal, Participant Receiver)>(signals.Length);
        foreach (var signal in signals)
            answers.Add(Take(signal, views));
        foreach (var receivers in views.Where(view => view.Receiver.Status == ParticipantStatus.Joined).GroupBy(view => view.Receiver))
            await _routes.Deliver([.. receivers.Select(view => view.Signal)], receivers.Key.UserId, receivers.Key.DeviceId);
        return answers.MoveToImmutable();
    }

    public Task<SignalPage> Signals(Leg leg, long after)
    {
        if (Record?.Find(leg.UserId) is not { } reader)
            return Task.FromResult(new SignalPage([], after, NotFound()));
        if (SignalRelay.WhyNotToRead(Record, reader, leg) is { } refusal)
            return Task.FromResult(new SignalPage([], after, refusal));
        return Task.FromResult(new SignalPage([.. _signals.For(leg.UserId, after)], Math.Max(after, _signals.Last)));
    }

    public async Task Wake()
    {
        await Settle();
        Arm();
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => Wake();

    private async Task<CallResult> TryMake(InitiateCall command)
    {
        var (caller, inviteeIds, media) = command;
        var known = (await people.Find([caller.UserId, .. inviteeIds])).ToDictionary(entry => entry.User.Id, StringComparer.Ordinal);
        var initiator = known.GetValueOrDefault(caller.UserId);
        var refusals = inviteeIds.Select(id => CallPolicy.WhyNot(_options.Policy, initiator, known.GetValueOrDefault(id)));
        if (refusals.FirstOrDefault(refusal => refusal is not null) is { } refused)
            return refused;
        var (statuses, instead) = await new CallReservations(GrainFactory).Claim(Id, caller.UserId, inviteeIds);
        return instead ?? await Commit(new Initiate(
            Id,
            media,
            inviteeIds.Length == 1 ? CallKind.Direct : CallKind.Group,
            ChannelId: null,
            Invite(initiator!.User, ParticipantStatus.Joined, caller.DeviceId),
            [.. inviteeIds.Select(id => Invite(known[id].User, statuses[id], deviceId: null))]));
    }

    /// <summary>A repeated initiate: the machine gives the caller the call as it is, and anybody else nothing.</summary>
    private Initiate Repeat(InitiateCall command) => new(
        Id, command.Media, CallKind.Direct, ChannelId: null, Record!.Participants[0] with { UserId = command.Caller.UserId }, []);

    private static Participant Invite(User user, ParticipantStatus status, string? deviceId) => new()
    {
        UserId = user.Id,
        DisplayName = user.DisplayName,
        AvatarUrl = user.AvatarUrl,
        Status = status,
        DeviceId = deviceId,
    };

    /// <summary>Decides after doing everything that was already due.</summary>
    private async Task<CallResult> Settled(CallCommand command)
    {
        await Settle();
        return await Commit(command);
    }

    /// <summary>Does what is due: ends a call past its deadline, drops whoever was away too long, tells what could not be told.</summary>
    private async Task Settle()
    {
        if (Record is not { } call)
            return;
        if (_timings.DeadlineOf(call) <= Now)
            await Commit(new Expire());
        else if (call.IsLive && _legs.Absent(call, Now) is { IsEmpty: false } absent)
            await Commit(new Drop(absent));
        if (_told < Record.Version)
            await Tell(Record.ToChange());
    }

    /// <summary>Decides, commits, tells: in this order and nowhere else.</summary>
    private async Task<CallResult> Commit(CallCommand command)
    {
        var (call, now) = (Record, Now);
        var decision = CallMachine.Decide(call, command, now, _timings);
        if (decision.Refusal is { } refusal)
        {
            if (call is not null)
                _journal.Note(command, CommandOutcome.Refused, call, now, refusal.Code);
            return refusal == Refusal.CallNotFound ? NotFound() : refusal;
        }
        if (decision.Events.IsEmpty)
        {
            _journal.Note(command, CommandOutcomes.OfNoEffect(call!, command), call!, now);
        }
        else
        {
            var next = CallEvolution.Apply(call, decision.Events);
            var line = _journal.Line(command, call, next, now);
            await Save(next, line);
            _journal.NoteWritten(call?.State, next, line);
            if (call is null && next.IsLive)
                _reminder.Set(next.RingDeadline!.Value - Now);
            await Tell(decision.Events.ToChange());
            await Follow(decision.Events);
        }
        Arm();
        return Record!;
    }

    /// <summary>
    /// Writes the record. If that fails nobody knows what the database has: the grain deactivates, and the next activation reads it.
    /// </summary>
    private async Task Save(CallView next, LedgerEntry line)
    {
        try
        {
            stored.State = stored.State.Next(next, line);
            await stored.WriteStateAsync();
        }
        catch (Exception failure)
        {
            DeactivateOnIdle();
            if (failure is InconsistentStateException && next.Version == 1)
                await Task.WhenAll(next.Participants.Select(person => Presence(person.UserId).Recheck(Id)));
            throw;
        }
    }

    /// <summary>Tells the presences of all participants. The timer, and every heartbeat, make up for a failure.</summary>
    private async Task Tell(CallChange change)
    {
        var call = Record!;
        try
        {
            var frontEnds = await Task.WhenAll(call.Participants.Select(person => Presence(person.UserId).Publish(call, change)));
            foreach (var (person, frontEnd) in call.Participants.Zip(frontEnds))
                _routes.Note(person, frontEnd);
            _told = call.Version;
        }
        catch (Exception failure)
        {
            _journal.LogNotTold(failure, Id, call.Version);
        }
        if (!call.IsLive)
            await _reminder.Remove();
    }

    /// <summary>
    /// Delivers earlier signals to a leg that has just answered. A device that takes over sets up its media from scratch.
    /// </summary>
    private async Task Follow(ImmutableArray<CallEvent> events)
    {
        foreach (var moved in events.OfType<LegMoved>())
        {
            _signals.Forget(moved.UserId);
            _legs.Move(moved.UserId, Now);
        }
        foreach (var joined in events.OfType<ParticipantJoined>())
            await _routes.Deliver([.. _signals.For(joined.UserId, after: 0)], joined.UserId, joined.DeviceId);
    }

    /// <summary>Sets the timer to whatever may be due next; without a live call there is none.</summary>
    private void Arm()
    {
        var now = Now;
        if (Record is not { } call || (!call.IsLive && _told == call.Version))
        {
            _alarm.Set(null, now);
            return;
        }
        _legs.Expect(call, now);
        DateTimeOffset?[] limits = [_timings.DeadlineOf(call), _legs.Next(call, now), _told < call.Version ? now + RetellDelay : null];
        _alarm.Set(limits.Min() ?? now, now);
    }

    private Refusal? Take(SendSignal signal, List<(SignalView Signal, Participant Receiver)> taken)
    {
        if (Record?.Find(signal.From.UserId) is not { } sender)
            return NotFound();
        var (receiver, refusal) = SignalRelay.Route(Record, sender, signal);
        if (receiver is null)
            return refusal;
        _legs.Hear(sender.UserId, Now);
        if (_signals.Take(signal with { From = new Leg(sender.UserId, sender.DeviceId) }, receiver.UserId, IsTold) is not { } view)
            return SignalRelay.Full;
        taken.Add((view, receiver));
        return null;
    }

    /// <summary>Whether signals to somebody are delivered at once; whoever is being rung gets them after answering.</summary>
    private bool IsTold(string userId) => Record?.Find(userId)?.Status != ParticipantStatus.Ringing;

    private Refusal NotFound()
    {
        if (stored.State.Record is null)
            DeactivateOnIdle();
        return Refusal.CallNotFound;
    }

    private IUserPresenceGrain Presence(string userId) => GrainFactory.GetGrain<IUserPresenceGrain>(GrainKeys.User(userId));
}
