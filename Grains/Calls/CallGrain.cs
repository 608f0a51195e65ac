using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansCalls.People;
using OrleansCalls.Presence;

namespace OrleansCalls.Calls;

/// <summary>One call: loads, lets <see cref="CallMachine"/> decide, commits, then tells.</summary>
[CollectionAgeLimit(Minutes = 2)]
public sealed partial class CallGrain(
    [PersistentState(StoredCall.StorageName, StoredCall.StorageName)] IPersistentState<StoredCall> stored,
    IClusterClock clock,
    IUserDirectory people,
    IOptions<CallsOptions> options,
    ICallLedger ledger,
    CallMetrics metrics,
    ILogger<CallGrain> logger) : Grain, ICallGrain, IRemindable
{
    private readonly CallsOptions _options = options.Value;
    private readonly CallTimings _timings = CallTimings.From(options.Value);
    private readonly LegWatch _legs = new(options.Value);

    private string Id => GrainKeys.Id(this.GetPrimaryKeyString());

    /// <summary>This call's record; null while it is not made, or when its id was absorbed by another.</summary>
    private CallView? Record => stored.State.Record is { } record && record.CallId == Id ? record : null;

    /// <summary>In whole microseconds: what is told is what the database keeps.</summary>
    private DateTimeOffset Now => clock.Now is var now ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)) : default;

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
            NoteNotMade(command.Caller, result);
            DeactivateOnIdle();
        }
        return result;
    }

    public async Task<CallResult> Execute(LegCommand command)
    {
        command.NameSpan();
        return Heed(command) is { } heeded ? await Settled(heeded) : await Get(command.Leg.UserId);
    }

    public async Task<CallResult> Get(string userId)
    {
        await Settle();
        if (Record?.Find(userId) is null)
            return NotFound();
        Arm();
        return Record;
    }

    /// <summary>Notes in memory what a command says of its device.</summary>
    /// <returns>What is left to decide; null when nothing is.</returns>
    private CallCommand? Heed(LegCommand command)
    {
        var (leg, sender) = (command.Leg, Record?.Find(command.Leg.UserId));
        if (command is Part part)
            return sender?.IsOn(leg) == true && _legs.Part(leg.UserId, part.At) ? part.SignedOut ? new HangUp(leg) : part : null;
        if (sender?.IsBoundTo(leg) == true)
        {
            if (command is Connected)
                _legs.RegainMedia(leg.UserId, Now);
            else if (command is MediaLost)
                _legs.LoseMedia(leg.UserId, Now);
            _legs.Hear(leg.UserId, Now);
            if (command is Heartbeat && sender.Away)
                return new Return(leg);
        }
        return command is Heartbeat ? null : command;
    }

    private async Task<CallResult> TryMake(InitiateCall command)
    {
        var (caller, calleeId, media) = command;
        var found = await people.Find([caller.UserId, calleeId]);
        var initiator = found.FirstOrDefault(person => person.User.Id == caller.UserId);
        var callee = found.FirstOrDefault(person => person.User.Id == calleeId);
        if (CallPolicy.WhyNot(_options.Policy, initiator, callee) is { } refusal)
            return refusal;
        if (await Presence(caller.UserId).Admit(Id) is { } limited)
            return limited;
        var (status, instead) = await new CallReservations(GrainFactory).Claim(Id, caller, calleeId);
        return instead ?? await Commit(new Initiate(
            Id,
            media,
            CallKind.Direct,
            ChannelId: null,
            Invite(initiator!.User, ParticipantStatus.Joined, caller.DeviceId),
            [Invite(callee!.User, status, null)]));
    }

    /// <summary>A repeated initiate: the machine gives its own caller the call as it is, and others nothing.</summary>
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

    private Refusal NotFound()
    {
        if (stored.State.Record is null)
            DeactivateOnIdle();
        return Refusal.CallNotFound;
    }

    private IUserPresenceGrain Presence(string userId) => GrainFactory.GetGrain<IUserPresenceGrain>(GrainKeys.User(userId));
}
