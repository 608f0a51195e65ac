using System.Collections.Immutable;
using System.Diagnostics;

namespace OrleansCalls.Calls;

/// <summary>The rules of a call: pure, over participants and legs. A direct call is the case of two.</summary>
/// <remarks>The states and what leads from one to the next are drawn at <see cref="CallState"/>.</remarks>
public static class CallMachine
{
    /// <summary>What <paramref name="command"/> comes to for <paramref name="call"/> at the time <paramref name="now"/>.</summary>
    public static CallDecision Decide(CallView? call, CallCommand command, DateTimeOffset now, CallTimings timings) => (call, command) switch
    {
        (null, Initiate make) => Make(make, now, timings),
        (null, _) => CallDecision.NotFound,
        (_, Initiate make) => make.Initiator.UserId == call.InitiatorId ? CallDecision.Nothing : CallDecision.NotFound,
        (_, ForceEnd) => OnForce(call, now),
        (_, Expire) => OnDeadline(call, now, timings),
        (_, Drop drop) => OnAbsence(call, drop, now),
        (_, LegCommand or Return) => call.Find(command.Sender!.Value.UserId) is { } sender ? ForLeg(call, command, sender, now) : CallDecision.NotFound,
        _ => throw new UnreachableException($"The family of commands is closed: {command}"),
    };

    /// <summary>The call after <paramref name="events"/>, its version raised by one.</summary>
    public static CallView Apply(CallView? call, ImmutableArray<CallEvent> events)
    {
        var next = events.Aggregate(call, Evolve)!;
        return next with { Version = (call?.Version ?? 0) + 1 };
    }

    /// <summary>The call after one event. No decisions here.</summary>
    public static CallView Evolve(CallView? call, CallEvent happened) => happened switch
    {
        CallMade made => made.Call,
        ParticipantJoined joined => With(call!, joined.UserId, person => person with { Status = ParticipantStatus.Joined, DeviceId = joined.DeviceId }),
        LegMoved moved => With(call!, moved.UserId, person => person with { DeviceId = moved.DeviceId, Away = false }),
        ParticipantMoved moved => With(call!, moved.UserId, person => person with { Status = moved.Status, Away = false }),
        AwayChanged away => With(call!, away.UserId, person => person with { Away = away.Away }),
        MuteChanged mute => With(call!, mute.UserId, person => person with { Muted = mute.Muted, CameraOff = mute.CameraOff }),
        CallAnswered answered => call! with { State = CallState.Connecting, AnsweredAt = answered.At },
        CrossingAbsorbed absorbed => call! with { AbsorbedCallId = absorbed.CallId },
        MediaConnected connected => call! with { State = CallState.Connected, ConnectedAt = connected.At },
        CallEnded ended => call! with
        {
            State = CallState.Ended,
            EndReason = ended.Reason,
            EndedAt = ended.At,
            Participants = [.. call.Participants.Select(person => person.Away ? person with { Away = false } : person)],
        },
        _ => throw new UnreachableException($"The family of events is closed: {happened}"),
    };

    private static CallDecision Make(Initiate make, DateTimeOffset now, CallTimings timings)
    {
        var rings = make.Invitees.Any(invitee => invitee.Status == ParticipantStatus.Ringing);
        var made = new CallMade(new CallView
        {
            CallId = make.CallId,
            Version = 0,
            State = CallState.Ringing,
            Media = make.Media,
            Kind = make.Kind,
            InitiatorId = make.Initiator.UserId,
            ChannelId = make.ChannelId,
            CreatedAt = now,
            RingDeadline = rings ? now + timings.Ring : null,
            Participants = [make.Initiator, .. make.Invitees],
        });
        return rings ? CallDecision.Of(made) : CallDecision.Of(made, new CallEnded(ReasonNotToRing(make.Invitees), now));
    }

    private static EndReason ReasonNotToRing(ImmutableArray<Participant> invitees)
    {
        var statuses = invitees.Select(invitee => invitee.Status).Distinct().ToArray();
        return statuses is not [var same] ? EndReason.Missed : same switch
        {
            ParticipantStatus.Busy => EndReason.Busy,
            ParticipantStatus.Offline => EndReason.Offline,
            ParticipantStatus.Dnd => EndReason.Dnd,
            ParticipantStatus.Ringing or ParticipantStatus.Joined or ParticipantStatus.Declined or ParticipantStatus.Missed
                or ParticipantStatus.Left => EndReason.Missed,
        };
    }

    private static CallDecision ForLeg(CallView call, CallCommand command, Participant participant, DateTimeOffset now) =>
        call.State == CallState.Ended ? CallDecision.Nothing : command switch
        {
            Answer answer => participant.Status == ParticipantStatus.Ringing ? OnAnswer(call, answer, now) : CallDecision.Nothing,
            Join join => OnJoin(call, join, participant, now),
            Reject => participant.Status == ParticipantStatus.Ringing ? OnDecline(call, participant, now) : CallDecision.Nothing,
            HangUp hangUp => OnHangUp(call, hangUp, participant, now),
            Supersede => End(call, EndReason.Superseded, ParticipantStatus.Left, now),
            Connected or MediaLost or Mute when !participant.IsBoundTo(command.Sender!.Value) => CallDecision.NotBound,
            Connected => OnMedia(call, now),
            Mute mute => OnMute(mute, participant),
            Part part => OnPart(part, participant),
            Return or MediaLost => OnReturn(command.Sender!.Value, participant),

            // Only memory keeps who was heard; what that changes of the call comes as Return and Drop.
            Heartbeat => CallDecision.Nothing,
            _ => throw new UnreachableException($"The family of commands is closed: {command}"),
        };

    private static CallDecision OnAnswer(CallView call, Answer answer, DateTimeOffset now)
    {
        var events = new List<CallEvent>(3) { new ParticipantJoined(answer.Leg.UserId, answer.Leg.DeviceId) };
        if (answer.AbsorbedCallId is { } absorbed)
            events.Add(new CrossingAbsorbed(absorbed));
        if (call.State == CallState.Ringing)
            events.Add(new CallAnswered(now));
        return new([.. events]);
    }

    /// <summary>Who rings answers by coming in. Who is in the call moves it to the device that asks, so that at any time one has it.</summary>
    private static CallDecision OnJoin(CallView call, Join join, Participant participant, DateTimeOffset now) => participant.Status switch
    {
        ParticipantStatus.Ringing => OnAnswer(call, new Answer(join.Leg), now),
        ParticipantStatus.Joined => join.Leg.DeviceId is { } device && device != participant.DeviceId
            ? CallDecision.Of(new LegMoved(participant.UserId, device))
            : CallDecision.Nothing,
        ParticipantStatus.Declined or ParticipantStatus.Missed or ParticipantStatus.Busy or ParticipantStatus.Offline or ParticipantStatus.Dnd
            or ParticipantStatus.Left => CallDecision.NotBound,
    };

    private static CallDecision OnDecline(CallView call, Participant participant, DateTimeOffset now)
    {
        var declined = new ParticipantMoved(participant.UserId, ParticipantStatus.Declined);
        return call.State == CallState.Ringing && !AnyoneRings(call, except: participant.UserId)
            ? CallDecision.Of(declined, new CallEnded(EndReason.Rejected, now))
            : CallDecision.Of(declined);
    }

    private static CallDecision OnHangUp(CallView call, HangUp command, Participant participant, DateTimeOffset now) => participant.Status switch
    {
        ParticipantStatus.Ringing => OnDecline(call, participant, now),
        ParticipantStatus.Joined when call.State == CallState.Ringing => End(call, EndReason.Cancelled, ParticipantStatus.Missed, now),
        ParticipantStatus.Joined when participant.IsBoundTo(command.Leg) => Leave(call, [participant.UserId], EndReason.Completed, now),
        ParticipantStatus.Joined => CallDecision.NotBound,
        ParticipantStatus.Declined or ParticipantStatus.Missed or ParticipantStatus.Busy
            or ParticipantStatus.Offline or ParticipantStatus.Dnd or ParticipantStatus.Left => CallDecision.Nothing,
    };

    private static CallDecision OnMedia(CallView call, DateTimeOffset now) =>
        call.State == CallState.Connecting ? CallDecision.Of(new MediaConnected(now)) : CallDecision.Nothing;

    private static CallDecision OnMute(Mute mute, Participant participant) =>
        (participant.Muted, participant.CameraOff) != (mute.Muted, mute.CameraOff)
            ? CallDecision.Of(new MuteChanged(participant.UserId, mute.Muted, mute.CameraOff))
            : CallDecision.Nothing;

    /// <summary>Only the very device in the call can leave it: where none is bound, the page that was closed was not what speaks for the user.</summary>
    private static CallDecision OnPart(Part part, Participant participant) =>
        participant.IsOn(part.Leg) && !participant.Away
            ? CallDecision.Of(new AwayChanged(participant.UserId, Away: true))
            : CallDecision.Nothing;

    private static CallDecision OnReturn(Leg leg, Participant participant) =>
        participant.Away && participant.IsBoundTo(leg) ? CallDecision.Of(new AwayChanged(participant.UserId, Away: false)) : CallDecision.Nothing;

    /// <summary>At its end the call is over. Before it, who has rung for their time is missed, and the call goes on if anybody is left to talk to or to wait for.</summary>
    private static CallDecision OnDeadline(CallView call, DateTimeOffset now, CallTimings timings)
    {
        if (!(timings.DeadlineOf(call) <= now))
            return CallDecision.Nothing;
        if (timings.EndOf(call) <= now)
            return End(call, call.State == CallState.Connecting ? EndReason.Failed : EndReason.Completed, ParticipantStatus.Missed, now);
        if (call.Participants.Count(person => person.Status == ParticipantStatus.Joined) >= 2)
            return new([.. MoveRinging(call, ParticipantStatus.Missed)]);
        return End(call, call.State == CallState.Ringing ? EndReason.Missed : EndReason.Completed, ParticipantStatus.Missed, now);
    }

    private static CallDecision OnForce(CallView call, DateTimeOffset now) => call.State switch
    {
        CallState.Ringing or CallState.Connecting => End(call, EndReason.Cancelled, ParticipantStatus.Missed, now),
        CallState.Connected => End(call, EndReason.Dropped, ParticipantStatus.Missed, now),
        CallState.Ended => CallDecision.Nothing,
    };

    private static CallDecision OnAbsence(CallView call, Drop drop, DateTimeOffset now) => call.State switch
    {
        CallState.Ringing or CallState.Connecting or CallState.Connected => Leave(call, drop.UserIds, EndReason.Dropped, now),
        CallState.Ended => CallDecision.Nothing,
    };

    /// <summary>Those people leave; when fewer than two remain who could talk, the call ends.</summary>
    private static CallDecision Leave(CallView call, ImmutableArray<string> userIds, EndReason reason, DateTimeOffset now)
    {
        var leaving = call.Participants.Where(person => person.Status == ParticipantStatus.Joined && userIds.Contains(person.UserId)).ToArray();
        if (leaving.Length == 0)
            return CallDecision.Nothing;
        var left = leaving.Select(CallEvent (person) => new ParticipantMoved(person.UserId, ParticipantStatus.Left)).ToImmutableArray();
        var joined = call.Participants.Count(person => person.Status == ParticipantStatus.Joined) - leaving.Length;
        var goesOn = joined >= 2 || (joined == 1 && AnyoneRings(call, except: null) && call.State != CallState.Ringing);
        return new(goesOn ? left : left.AddRange(End(call, reason, ParticipantStatus.Missed, now).Events));
    }

    /// <summary>Ends the call; who still rings becomes <paramref name="unanswered"/>.</summary>
    private static CallDecision End(CallView call, EndReason reason, ParticipantStatus unanswered, DateTimeOffset now) =>
        new([.. MoveRinging(call, unanswered), new CallEnded(reason, now)]);

    private static IEnumerable<CallEvent> MoveRinging(CallView call, ParticipantStatus status) => call.Participants
        .Where(person => person.Status == ParticipantStatus.Ringing)
        .Select(person => new ParticipantMoved(person.UserId, status));

    private static bool AnyoneRings(CallView call, string? except) =>
        call.Participants.Any(person => person.Status == ParticipantStatus.Ringing && person.UserId != except);

    private static CallView With(CallView call, string userId, Func<Participant, Participant> change) =>
        call with { Participants = [.. call.Participants.Select(person => person.UserId == userId ? change(person) : person)] };
}
