using System.Collections.Immutable;
using OrleansCalls.Calls;

namespace OrleansCalls.Presence;

/// <summary>The rules of presence: pure. Time comes in as a value.</summary>
public static class PresenceMachine
{
    /// <summary>Whether the user has a device, or is assumed to.</summary>
    public static bool IsAttended(PresenceState state, DateTimeOffset now) =>
        now < state.AssumedUntil || state.Devices.Values.Any(until => now < until);

    /// <summary>What watchers see.</summary>
    public static PresenceView View(PresenceState state, DateTimeOffset now) => new(
        state.UserId,
        StatusOf(state, now),
        IsAttended(state, now) ? now : state.LastSeen,
        state.Live is { IsTentative: false } live ? live.CallId : null);

    /// <summary>What the user is doing: offline, else in the live call, else what they chose.</summary>
    public static PresenceStatus StatusOf(PresenceState state, DateTimeOffset now)
    {
        if (!IsAttended(state, now))
            return PresenceStatus.Offline;
        if (state.Live is not { IsTentative: false } live)
            return state.Chosen;
        return live.State switch
        {
            CallState.Ringing => live.InitiatorId == state.UserId ? PresenceStatus.Calling : PresenceStatus.Ringing,
            CallState.Connecting or CallState.Connected => PresenceStatus.InCall,
            CallState.Ended => state.Chosen,
        };
    }

    /// <summary>
    /// A device was heard: it is kept for <paramref name="lifetime"/>. A new one is refused beside <paramref name="limit"/> others.
    /// </summary>
    /// <returns>The state with it, and null; or the unchanged state and how long to wait until one of the others runs out.</returns>
    public static (PresenceState State, TimeSpan? Wait) Hear(
        PresenceState state, string deviceId, DateTimeOffset now, TimeSpan lifetime, int limit)
    {
        state = Forget(state, now);
        if (state.Devices.Count >= limit && !state.Devices.ContainsKey(deviceId))
            return (state, state.Devices.Values.Min() - now);
        return (state with { Devices = state.Devices.SetItem(deviceId, now + lifetime), LastSeen = now }, null);
    }

    /// <summary>A device's connection closed: it is kept for <paramref name="grace"/>, in case it is back at once.</summary>
    public static PresenceState Part(PresenceState state, string deviceId, DateTimeOffset now, TimeSpan grace)
    {
        if (!state.Devices.TryGetValue(deviceId, out var until))
            return state;
        var leaves = now + grace < until ? now + grace : until;
        return state with { Devices = state.Devices.SetItem(deviceId, leaves), LastSeen = now };
    }

    /// <summary>When the next device, or the assumption that there is one, runs out; null when nothing does.</summary>
    public static DateTimeOffset? NextLimit(PresenceState state, DateTimeOffset now)
    {
        DateTimeOffset? assumed = state.AssumedUntil > now ? state.AssumedUntil : null;
        return state.Devices.Values.Select(until => (DateTimeOffset?)until).Append(assumed).Min();
    }

    /// <summary>Forgets the devices whose time is over.</summary>
    public static PresenceState Forget(PresenceState state, DateTimeOffset now) =>
        state with { Devices = state.Devices.RemoveRange(state.Devices.Where(device => device.Value <= now).Select(device => device.Key)) };

    /// <summary>Counts an attempt against the limit, once per call id.</summary>
    /// <returns>The state with it, and null; or the unchanged attempts and how long to wait for the next.</returns>
    private static (PresenceState State, TimeSpan? Wait) Admit(
        PresenceState state, string callId, DateTimeOffset now, RateLimitOptions limit)
    {
        var recent = state.Attempts.RemoveAll(attempt => attempt.At <= now - limit.Window);
        if (recent.Any(attempt => attempt.CallId == callId))
            return (state with { Attempts = recent }, null);
        if (recent.Length >= limit.Permits)
            return (state with { Attempts = recent }, recent[^limit.Permits].At + limit.Window - now);
        return (state with { Attempts = recent.Add(new CallAttempt(callId, now)) }, null);
    }

    /// <summary>
    /// Claims the user for a call. A caller's attempt is counted first, once per call; beyond the limit they are not claimed.
    /// </summary>
    public static (PresenceState State, ReservationResult Result) Reserve(
        PresenceState state, Reservation claim, DateTimeOffset now, RateLimitOptions limit)
    {
        var calls = claim.InitiatorId == state.UserId;
        if (calls)
        {
            (state, var wait) = Admit(state, claim.CallId, now, limit);
            if (wait is not null)
                return (state, new(ReservationOutcome.RateLimited, Wait: wait));
        }
        if (claim.CountsOnly)
            return (state, new(ReservationOutcome.Reserved));
        if (state.Live is { } live)
            return (state, live.CallId == claim.CallId ? new(ReservationOutcome.Reserved) : Collide(live, claim));
        if (!calls && WhyNotToRing(state, now) is { } outcome)
            return (state, new(outcome));
        var reserved = new LiveCall(
            claim.CallId,
            claim.InitiatorId,
            claim.UserIds,
            RingingIds: claim.UserIds.Remove(claim.InitiatorId),
            Version: 0,
            CallState.Ringing,
            AbsorbedCallId: null,
            now);
        return (state with { Live = reserved }, new(ReservationOutcome.Reserved));
    }

    /// <summary>Releases the user if this call holds them and was never made.</summary>
    public static PresenceState Release(PresenceState state, string callId) =>
        state.Live is { IsTentative: true } live && live.CallId == callId ? state with { Live = null } : state;

    /// <summary>Takes over a committed call: it says what the user is doing.</summary>
    public static PresenceState Publish(PresenceState state, CallView call, DateTimeOffset now)
    {
        if (state.Live is { } live && (live.CallId != call.CallId || live.Version >= call.Version))
            return state;
        if (call.Find(state.UserId) is not { } person || !call.IsLiveFor(person))
            return state with { Live = null };
        return state with { Live = LiveCall.From(call) with { Since = state.Live?.Since ?? now } };
    }

    /// <summary>Replaces what memory says of the live call with what the rows say. A young reservation may have no row yet.</summary>
    public static PresenceState Rebuild(
        PresenceState state, ImmutableArray<CallView> live, DateTimeOffset now, TimeSpan reservationLifetime)
    {
        var row = live.IsEmpty ? null : live[^1];
        if (row is null && state.Live is { IsTentative: true } young && now - young.Since < reservationLifetime)
            return state;
        return state with { Live = row is null ? null : LiveCall.From(row) };
    }

    private static ReservationOutcome? WhyNotToRing(PresenceState state, DateTimeOffset now) => StatusOf(state, now) switch
    {
        PresenceStatus.Offline => ReservationOutcome.Offline,
        PresenceStatus.Dnd => ReservationOutcome.Dnd,
        PresenceStatus.Busy or PresenceStatus.Calling or PresenceStatus.Ringing or PresenceStatus.InCall => ReservationOutcome.Busy,
        PresenceStatus.Online or PresenceStatus.Away => null,
    };

    private static ReservationResult Collide(LiveCall live, Reservation claim)
    {
        if (!live.UserIds.SequenceEqual(claim.UserIds))
            return new(ReservationOutcome.Busy, live.CallId);
        if (live.AbsorbedCallId == claim.CallId || live.RingingIds.Contains(claim.InitiatorId))
            return new(ReservationOutcome.Glare, live.CallId);

        // Between two, whoever dials again wants the old call gone; among more, others are still talking in it.
        return new(claim.UserIds.Length == 2 ? ReservationOutcome.Supersede : ReservationOutcome.Busy, live.CallId);
    }
}
