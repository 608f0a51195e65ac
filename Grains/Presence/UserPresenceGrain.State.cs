using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace OrleansCalls.Presence;

/// <content>How the state changes: in memory, shown to watchers when it shows, written only when attendance begins or ends.</content>
public sealed partial class UserPresenceGrain
{
    private PresenceView _shown = null!;
    private DateTimeOffset _verifiedAt;
    private IGrainTimer? _timer;
    private (int Users, int Devices) _counted;

    /// <summary>Takes the new state, tells watchers what shows of it, and sets the timer to the next thing that runs out.</summary>
    private async Task Change(PresenceState next)
    {
        var now = clock.Now;
        _state = PresenceMachine.Forget(next, now);
        ForgetFrontEnds();
        ShowChange(PresenceMachine.View(_state, now));
        Arm();
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
            // Presence is worth less than the call or the sign-in that it would fail; the next change writes it again.
            LogNotKept(failure, _state.UserId);
        }
    }

    private void ShowChange(PresenceView view)
    {
        if (view.Status == _shown.Status && view.CallId == _shown.CallId)
            return;
        _shown = view;
        var changed = new PresenceChanged(_state.UserId, view);
        Tell(changed);
        TellWatchers(changed);
    }

    private void Count(int users, int devices)
    {
        metrics.Add(users - _counted.Users, devices - _counted.Devices);
        _counted = (users, devices);
    }

    private void Arm()
    {
        if (NextLimit() is not { } limit)
        {
            _timer?.Dispose();
            _timer = null;
            return;
        }
        var due = limit - clock.Now is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
        if (_timer is null)
            _timer = this.RegisterGrainTimer(_ => Change(_state), new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        else
            _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    /// <summary>When the next device, or the assumption that there is one, runs out.</summary>
    private DateTimeOffset? NextLimit()
    {
        DateTimeOffset? next = _state.AssumedUntil > clock.Now ? _state.AssumedUntil : null;
        foreach (var until in _state.Devices.Values)
            next = next is null || until < next ? until : next;
        return next;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The presence of user {UserId} could not be written; it is right in memory and is written with the next change")]
    private partial void LogNotKept(Exception failure, string userId);
}
