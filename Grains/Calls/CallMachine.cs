using System.Collections.Immutable;
using System.Diagnostics;

namespace OrleansCalls.Calls;

/// <summary>The rules of a call: pure, over participants and legs. A direct call is the case of two.</summary>
/// <remarks>
/// The states and what leads from one to the next are drawn at <see cref="CallState"/>. How a call ends is in <see cref="CallEnding"/>,
/// what events make of it in <see cref="CallEvolution"/>.
/// </remarks>
public static class CallMachine
{
    /// <summary>What <paramref name="command"/> comes to for <paramref name="call"/> at the time <paramref name="now"/>.</summary>
    public static CallDecision Decide(CallView? call, CallCommand command, DateTimeOffset now, CallTimings timings) =>
        (call, command) switch
        {
            (null, Initiate make) => Make(make, now, timings),
            (null, _) => CallDecision.NotFound,
            (_, Initiate make) => make.Initiator.UserId == call.InitiatorId ? CallDecision.Nothing : CallDecision.NotFound,
            (_, ForceEnd) => CallEnding.ByForce(call, now),
            (_, Expire) => CallEnding.AtDeadline(call, now, timings),
            (_, Drop drop) => CallEnding.Leave(call, drop.UserIds, EndReason.Dropped, now),
            (_, LegCommand or Return) =>
                call.Find(command.Sender!.Value.UserId) is { } sender ? ForLeg(call, command, sender, now) : CallDecision.NotFound,
            _ => throw new UnreachableException($"The family of commands is closed: {command}"),
        };

    private static CallDecision Make(Initiate make, DateTimeOffset now, CallTimings timings)
    {
        var rings = make.Invitees.Any(invitee => invitee.Status == ParticipantStatus.Ringing);
        DateTimeOffset? deadline = rings ? now + timings.Ring : null;
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
            RingDeadline = deadline,
            Participants =
            [
                make.Initiator,
                .. make.Invitees.Select(
                    invitee => invitee.Status == ParticipantStatus.Ringing ? invitee with { RingDeadline = deadline } : invitee),
            ],
        });
        return rings ? CallDecision.Of(made) : CallDecision.Of(made, new CallEnded(CallEnding.WhyNotToRing(make.Invitees), now));
    }

    private static CallDecision ForLeg(CallView call, CallCommand command, Participant person, DateTimeOffset now) =>
        call.State == CallState.Ended ? CallDecision.Nothing : command switch
        {
            Answer answer => person.Status == ParticipantStatus.Ringing ? OnAnswer(call, answer, now) : CallDecision.Nothing,
            Join join => OnJoin(call, join, person, now),
            Reject => person.Status == ParticipantStatus.Ringing ? CallEnding.Decline(call, person, now) : CallDecision.Nothing,
            HangUp hangUp => OnHangUp(call, hangUp, person, now),
            Supersede => CallEnding.End(call, EndReason.Superseded, ParticipantStatus.Left, now),
            Connected or MediaLost or Mute or RaiseHand when !person.IsBoundTo(command.Sender!.Value) => CallDecision.NotBound,
            Connected => OnMedia(call, now),
            Mute mute => OnMute(mute, person),
            RaiseHand hand => OnHand(hand, person, now),
            Part part => OnPart(part, person),
            Return or MediaLost => OnReturn(command.Sender!.Value, person),

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

    /// <summary>
    /// Who rings answers by coming in. Who is in the call moves it to the device that asks, so that only one ever has it.
    /// </summary>
    private static CallDecision OnJoin(CallView call, Join join, Participant person, DateTimeOffset now) => person.Status switch
    {
        ParticipantStatus.Ringing => OnAnswer(call, new Answer(join.Leg), now),
        ParticipantStatus.Joined => join.Leg.DeviceId is { } device && device != person.DeviceId
            ? CallDecision.Of(new LegMoved(person.UserId, device))
            : CallDecision.Nothing,
        ParticipantStatus.Declined or ParticipantStatus.Missed or ParticipantStatus.Busy
            or ParticipantStatus.Offline or ParticipantStatus.Dnd or ParticipantStatus.Left => CallDecision.NotBound,
    };

    private static CallDecision OnHangUp(CallView call, HangUp command, Participant person, DateTimeOffset now) => person.Status switch
    {
        ParticipantStatus.Ringing => CallEnding.Decline(call, person, now),
        ParticipantStatus.Joined when call.State == CallState.Ringing =>
            CallEnding.End(call, EndReason.Cancelled, ParticipantStatus.Missed, now),
        ParticipantStatus.Joined when person.IsBoundTo(command.Leg) => CallEnding.Leave(call, [person.UserId], EndReason.Completed, now),
        ParticipantStatus.Joined => CallDecision.NotBound,
        ParticipantStatus.Declined or ParticipantStatus.Missed or ParticipantStatus.Busy
            or ParticipantStatus.Offline or ParticipantStatus.Dnd or ParticipantStatus.Left => CallDecision.Nothing,
    };

    private static CallDecision OnMedia(CallView call, DateTimeOffset now) =>
        call.State == CallState.Connecting ? CallDecision.Of(new MediaConnected(now)) : CallDecision.Nothing;

    private static CallDecision OnMute(Mute mute, Participant person) =>
        (person.Muted, person.CameraOff) != (mute.Muted, mute.CameraOff)
            ? CallDecision.Of(new MuteChanged(person.UserId, mute.Muted, mute.CameraOff))
            : CallDecision.Nothing;

    private static CallDecision OnHand(RaiseHand hand, Participant person, DateTimeOffset now) =>
        hand.Raised != person.HandRaisedAt is not null
            ? CallDecision.Of(new HandMoved(person.UserId, hand.Raised ? now : null))
            : CallDecision.Nothing;

    /// <summary>
    /// Only the very device in the call can leave it: where none is bound, the page that was closed was not what speaks for the user.
    /// </summary>
    private static CallDecision OnPart(Part part, Participant person) =>
        person.IsOn(part.Leg) && !person.Away
            ? CallDecision.Of(new AwayChanged(person.UserId, Away: true))
            : CallDecision.Nothing;

    private static CallDecision OnReturn(Leg leg, Participant person) => person.Away && person.IsBoundTo(leg)
        ? CallDecision.Of(new AwayChanged(person.UserId, Away: false))
        : CallDecision.Nothing;
}
