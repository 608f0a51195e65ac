using OrleansCalls.Presence;

namespace OrleansCalls.Calls;

/// <summary>Finds the call that a user is in, or that rings for them.</summary>
public sealed class ActiveCall(IGrainFactory grains, CommandRepeater repeater, CallGateway calls)
{
    /// <summary>The user's live call, or null.</summary>
    public async Task<CallView?> Of(string userId)
    {
        var attendance = await repeater.Run(() => grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(userId)).Get());
        return await Of(userId, attendance);
    }

    /// <summary>The live call behind an attendance, or null.</summary>
    public async Task<CallView?> Of(string userId, Attendance attendance)
    {
        if (attendance.LiveCallId is not { } callId)
            return null;
        var result = await calls.Get(userId, callId);
        return result.Call is { State: not CallState.Ended } call ? call : null;
    }
}
