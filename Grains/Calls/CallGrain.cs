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
            return existing.CallId == Id ? await Execute(Repeat(command)) : new CallResult { AnswerInstead = existing.CallId };
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

    public Task<CallResult> Answer(Leg leg) => ForLeg(new Answer(leg));

    public Task<CallResult> AnswerCrossed(Leg leg, string absorbedCallId) => ForLeg(new Answer(leg, absorbedCallId));

    public Task<CallResult> Join(Leg leg) => ForLeg(new Join(leg));

    public Task<CallResult> Reject(Leg leg) => ForLeg(new Reject(leg));

    public Task<CallResult> HangUp(Leg leg) => ForLeg(new HangUp(leg));

    public Task<CallResult> Supersede(Leg leg) => ForLeg(new Supersede(leg));

    public Task<CallResult> Mute(Leg leg, bool muted, bool cameraOff) => ForLeg(new Mute(leg, muted, cameraOff));

    public Task<CallResult> ForceEnd(string adminId) => Execute(new ForceEnd(adminId));

    public Task<CallResult> Connected(Leg leg)
    {
        if (IsBound(leg))
            _legs.RegainMedia(leg.UserId, Now);
        return ForLeg(new ConnectMedia(leg));
    }

    public async Task<CallResult> MediaLost(Leg leg)
    {
        if (Record is { IsLive: true } call && call.Find(leg.UserId) is not null)
        {
            if (!IsBound(leg))
            {
                Note(Line(CommandName.MediaLost, leg.UserId, leg.DeviceId, CommandOutcome.Refused, call, RefusalCodes.NotBound));
                return Refusal.NotBound;
            }
            _legs.LoseMedia(leg.UserId, Now);
            Note(Line(CommandName.MediaLost, leg.UserId, leg.DeviceId, CommandOutcome.Accepted, call));
        }
        return await Heartbeat(leg);
    }

    public async Task<CallResult> Heartbeat(Leg leg)
    {
        if (!IsBound(leg))
            return await Get(leg.UserId);
        _legs.Hear(leg.UserId, Now);
        return Record!.Find(leg.UserId)!.Away ? await Execute(new Return(leg)) : await Get(leg.UserId);
    }

    public Task<CallResult> Part(Leg leg, DateTimeOffset at, bool signedOut)
    {
        var isTheOne = Record?.Find(leg.UserId) is { Status: ParticipantStatus.Joined, DeviceId: { } device } && device == leg.DeviceId;
        if (!isTheOne || !_legs.Part(leg.UserId, at))
            return Get(leg.UserId);
        return Execute(signedOut ? new HangUp(leg) : new Part(leg));
    }

    public async Task<CallResult> Get(string userId)
    {
        await Settle();
        if (Record?.Find(userId) is null)
            return NotFound();
        Arm();
        return Record;
    }

    private bool IsBound(Leg leg) => Record?.Find(leg.UserId)?.IsBoundTo(leg) == true;

    private Task<CallResult> ForLeg(LegCommand command)
    {
        if (IsBound(command.Leg))
            _legs.Hear(command.Leg.UserId, Now);
        return Execute(command);
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
        return instead ?? await Execute(new MakeCall(
            Id,
            media,
            CallKind.Direct,
            ChannelId: null,
            Invite(initiator!.User, ParticipantStatus.Joined, caller.DeviceId),
            [Invite(callee!.User, status, null)]));
    }

    /// <summary>A repeated initiate: the machine gives its own caller the call as it is, and others nothing.</summary>
    private MakeCall Repeat(InitiateCall command) => new(
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
