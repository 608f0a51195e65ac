using System.Collections.Immutable;

namespace OrleansCalls.Calls;

/// <content>WebRTC signals: only bound legs send; nothing is looked into; nothing is written.</content>
public sealed partial class CallGrain
{
    private static readonly Refusal s_noRoom = new(
        RefusalCodes.RateLimited, "As many signals as there is room for wait until they are taken.", TimeSpan.FromSeconds(1));

    private SignalRelay? _relay;

    private SignalRelay Relay => _relay ??= new SignalRelay(Id, _options.KeptSignals, _options.KeptSignalBytes);

    public async Task<Refusal?> Signal(SendSignal signal)
    {
        if (Record?.Find(signal.From.UserId) is not { } sender)
            return NotFound();
        var (receiver, refusal) = SignalRelay.Route(Record, sender, signal);
        if (receiver is null)
            return refusal;
        _legs.Hear(sender.UserId, Now);
        if (Relay.Take(signal with { From = new Leg(sender.UserId, sender.DeviceId) }, receiver.UserId, IsTold) is not { } view)
            return s_noRoom;
        if (receiver.Status == ParticipantStatus.Joined)
            await Presence(receiver.UserId).Deliver(view, receiver.DeviceId);
        return null;
    }

    public Task<SignalPage> Signals(Leg leg, long after)
    {
        if (Record?.Find(leg.UserId) is not { } reader)
            return Task.FromResult(new SignalPage([], after, NotFound()));
        if (SignalRelay.WhyNotToRead(Record, reader, leg) is { } refusal)
            return Task.FromResult(new SignalPage([], after, refusal));
        return Task.FromResult(new SignalPage([.. Relay.For(leg.UserId, after)], Math.Max(after, Relay.Last)));
    }

    /// <summary>Whether signals to somebody go to them at once; to who rings they go with the answer.</summary>
    private bool IsTold(string userId) => Record?.Find(userId)?.Status != ParticipantStatus.Ringing;

    /// <summary>Gives a leg that has just answered what was sent to its user before. A device that takes over sets its media up anew.</summary>
    private async Task Follow(ImmutableArray<CallEvent> events)
    {
        foreach (var moved in events.OfType<LegMoved>())
        {
            _relay?.Forget(moved.UserId);
            _legs.Move(moved.UserId, Now);
        }
        foreach (var joined in events.OfType<ParticipantJoined>())
        {
            foreach (var signal in _relay?.For(joined.UserId, after: 0) ?? [])
                await Presence(joined.UserId).Deliver(signal, joined.DeviceId);
        }
    }
}
