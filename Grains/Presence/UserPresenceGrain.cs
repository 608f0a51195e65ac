using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using OrleansCalls.Calls;

namespace OrleansCalls.Presence;

/// <summary>One user: a thin shell around <see cref="PresenceMachine"/> that asks the rows where memory is not enough.</summary>
public sealed class UserPresenceGrain(
    [PersistentState(PresenceSettings.StorageName, PresenceSettings.StorageName)] IPersistentState<PresenceSettings> settings,
    IClusterClock clock,
    ICallIndex calls,
    IOptions<CallsOptions> options,
    PresenceMetrics metrics,
    ILogger<UserPresenceGrain> logger) : Grain, IUserPresenceGrain
{
    private readonly CallsOptions _options = options.Value;
    private readonly Audience _audience = new(options.Value.DeviceLifetime, logger);
    private GrainAlarm _alarm = null!;
    private PresenceState _state = null!;
    private PresenceView _shown = null!;
    private DateTimeOffset _verifiedAt;
    private (int Users, int Devices) _counted;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _alarm = new GrainAlarm(this, () => Change(_state));
        var userId = GrainKeys.Id(this.GetPrimaryKeyString());
        var now = clock.Now;
        var rows = await calls.ReadUserCalls(userId, now - _options.RateLimit.Window);
        _state = new PresenceState
        {
            UserId = userId,
            Chosen = settings.State.Chosen,
            LastSeen = settings.State.LastSeen,
            AssumedUntil = settings.State.Attended ? now + _options.HeartbeatInterval * 1.5 : default,
            Attempts = rows.Attempts,
        };
        _state = PresenceMachine.Rebuild(_state, rows.Live, now, _options.ReservationLifetime);
        _shown = PresenceMachine.View(_state, now);
        Count(PresenceMachine.IsAttended(_state, now) ? 1 : 0, _state.Devices.Count);
        _alarm.Set(PresenceMachine.NextLimit(_state, now), now);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Count(0, 0);
        return Task.CompletedTask;
    }

    public async Task<Attendance> Heartbeat(string deviceId, IFrontEndObserver? frontEnd)
    {
        var (heard, wait) = PresenceMachine.Hear(_state, deviceId, clock.Now, _options.DeviceLifetime, _options.DevicesPerPerson);
        if (wait is { } time)
        {
            var refusal = new Refusal(RefusalCodes.RateLimited, $"At most {_options.DevicesPerPerson} devices at once.", time);
            return Attendance() with { Refusal = refusal };
        }

        _audience.Register(deviceId, frontEnd);
        await Change(heard);
        if (_state.Live is { } live && clock.Now - _verifiedAt > _options.DeviceLifetime && !live.IsTentative)
            await Verify();
        return Attendance();
    }

    public async Task<Farewell?> Disconnect(string deviceId, IFrontEndObserver frontEnd, bool signedOut)
    {
        if (_audience.IsElsewhere(deviceId, frontEnd))
            return null;
        var now = clock.Now;
        await Change(PresenceMachine.Part(_state, deviceId, now, signedOut ? TimeSpan.Zero : _options.ReloadGrace));
        return _state.Live is { IsTentative: false } live ? new Farewell(live.CallId, now) : null;
    }

    public async Task<Refusal?> SetStatus(PresenceStatus status)
    {
        if (status is not (PresenceStatus.Online or PresenceStatus.Away or PresenceStatus.Busy or PresenceStatus.Dnd))
            return new Refusal(RefusalCodes.Invalid, "status: choose online, away, busy or dnd.", Field: "status");
        if (settings.State.Chosen != status)
            await Keep(kept => kept.Chosen = status);
        await Change(_state with { Chosen = status });
        return null;
    }

    public Task<Attendance> Get() => Task.FromResult(Attendance());

    public Task<PresenceView> Watch(IFrontEndObserver frontEnd)
    {
        _audience.Watch(frontEnd);
        return Task.FromResult(PresenceMachine.View(_state, clock.Now));
    }

    public Task Unwatch(IFrontEndObserver frontEnd)
    {
        _audience.Unwatch(frontEnd);
        return Task.CompletedTask;
    }

    public async Task<ReservationResult> Reserve(Reservation reservation)
    {
        var result = await Claim(reservation);
        if (result.OtherCallId is null)
            return result;

        // Memory may be wrong about the call in the way.
        await Verify();
        return await Claim(reservation);
    }

    public Task Release(string callId) => Change(PresenceMachine.Release(_state, callId));

    public async Task Recheck(string callId)
    {
        await Release(callId);
        await Verify();
    }

    public async Task<IFrontEndObserver?> Publish(CallView call, CallChange change)
    {
        if (call.State != CallState.Ended && _state.Live?.CallId != call.CallId)
            await Verify();
        else
            await Change(PresenceMachine.Publish(_state, call, clock.Now));
        _audience.Tell(new CallChanged(_state.UserId, call, change));
        var person = call.Find(_state.UserId);
        if (person is not null && call.IsMissedBy(person))
            await RefreshMissed();
        return _audience.FrontEndOf(person?.DeviceId);
    }

    public Task Deliver(SignalView signal, string? deviceId)
    {
        _audience.Tell(new SignalReceived(_state.UserId, deviceId, signal));
        return Task.CompletedTask;
    }

    public async Task<int> RefreshMissed()
    {
        var unseen = await calls.CountUnseen(_state.UserId);
        _audience.Tell(new MissedChanged(_state.UserId, unseen));
        return unseen;
    }

    /// <summary>
    /// Takes the new state, shows what changed to watchers, writes it when attendance begins or ends, and sets the timer.
    /// </summary>
    private async Task Change(PresenceState next)
    {
        var now = clock.Now;
        _state = PresenceMachine.Forget(next, now);
        _audience.KeepOnly(_state.Devices.ContainsKey);
        ShowChange(PresenceMachine.View(_state, now));
        _alarm.Set(PresenceMachine.NextLimit(_state, now), now);
        var attended = PresenceMachine.IsAttended(_state, now);
        Count(attended ? 1 : 0, _state.Devices.Count);
        if (attended != settings.State.Attended)
            await Keep(kept => (kept.Attended, kept.LastSeen) = (attended, _state.LastSeen));
    }

    /// <summary>Reads the rows again: what they say of the live call wins over memory.</summary>
    private async Task Verify()
    {
        var now = clock.Now;
        var rows = await calls.ReadUserCalls(_state.UserId, now - _options.RateLimit.Window);
        _verifiedAt = now;
        await Change(PresenceMachine.Rebuild(_state, rows.Live, now, _options.ReservationLifetime));
    }

    private async Task Keep(Action<PresenceSettings> change)
    {
        change(settings.State);
        try
        {
            await settings.WriteStateAsync();
        }
        catch (Exception failure) when (failure is not InconsistentStateException)
        {
            // Not worth failing a call or a sign-in: memory is right, and the next change writes it again.
            logger.LogNotKept(failure, _state.UserId);
        }
    }

    private void ShowChange(PresenceView view)
    {
        if (view.Status == _shown.Status && view.CallId == _shown.CallId)
            return;
        _shown = view;
        _audience.TellAll(new PresenceChanged(_state.UserId, view));
    }

    private void Count(int users, int devices)
    {
        metrics.Add(users - _counted.Users, devices - _counted.Devices);
        _counted = (users, devices);
    }

    private async Task<ReservationResult> Claim(Reservation reservation)
    {
        var (state, result) = PresenceMachine.Reserve(_state, reservation, clock.Now, _options.RateLimit);
        await Change(state);
        return result;
    }

    private Attendance Attendance() =>
        new(PresenceMachine.View(_state, clock.Now), _state.Live is { IsTentative: false } live ? live.CallId : null);
}
