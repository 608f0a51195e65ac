using OrleansCalls.Presence;

namespace OrleansCalls.Calls;

/// <summary>Finds the call that a user is in, or that rings for them.</summary>
public sealed class ActiveCall(IGrainFactory grains, CommandRepeater repeater, CallGateway calls)
{
    /// <summary>The user's live call, or null.</summary>
    public async Task<CallView?> Of(string userId)
    {
        var attendance = await repeater.Run(() => grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(userId)).Get());
        return attendance.LiveCallId is { } callId ? Live(await calls.Get(userId, callId)) : null;
    }

    /// <summary>The live call behind an attendance, or null; the call takes it as a heartbeat of the leg's device.</summary>
    public async Task<CallView?> Attend(Leg leg, Attendance attendance) =>
        attendance.LiveCallId is { } callId ? Live(await calls.Execute(callId, new Heartbeat(leg))) : null;

    private static CallView? Live(CallResult result) => result.Call is { State: not CallState.Ended } call ? call : null;
}
