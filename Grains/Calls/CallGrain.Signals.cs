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
        if (!Record.IsLive)
            return new Refusal(RefusalCodes.NotBound, "The call has ended.");
        if (!sender.IsBoundTo(signal.From))
            return Refusal.NotBound;
        var others = Record.Participants.Where(person => person.UserId != sender.UserId);
        var receiver = signal.To is null ? others.FirstOrDefault() : others.FirstOrDefault(person => person.UserId == signal.To);
        if (receiver is null || (signal.To is null && Record.Kind != CallKind.Direct))
            return new Refusal(RefusalCodes.Invalid, "to: name another participant of the call.", Field: "to");
        _legs.Hear(sender.UserId, Now);
        if (Relay.Take(signal with { From = new Leg(sender.UserId, sender.DeviceId) }, receiver.UserId, IsTold) is not { } view)
            return s_noRoom;
        if (receiver.Status == ParticipantStatus.Joined)
            await Presence(receiver.UserId).Deliver(view, receiver.DeviceId);
        return null;
    }

    public Task<SignalPage> Signals(Leg leg, long after)
    {
        if (Record?.Find(leg.UserId) is null)
            return Task.FromResult(new SignalPage([], after, NotFound()));
        if (!IsBound(leg) && Record.IsLive)
            return Task.FromResult(new SignalPage([], after, Refusal.NotBound));
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
