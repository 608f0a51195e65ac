using System.ComponentModel.DataAnnotations;
using OrleansCalls.Http;

namespace OrleansCalls.Calls;

/// <summary>Starts a call to a person.</summary>
/// <param name="CalleeId">Whom to call; exactly one of this and <paramref name="ChannelId"/>.</param>
/// <param name="ChannelId">Which channel to call.</param>
/// <param name="Media">Sound, or sound and picture.</param>
/// <param name="CallId">A UUID in lower case made by the client, so that the command can be repeated; made here if missing.</param>
/// <param name="DeviceId">The device that dials; over the hub the connection's own, whatever is sent.</param>
public sealed record InitiateRequest(
    string? CalleeId, string? ChannelId, [property: Required] CallMedia? Media, string? CallId, string? DeviceId)
        : ICheckedRequest, IFromDevice
{
    public Refusal? Check()
    {
        if (CalleeId is null == ChannelId is null)
            return Input.Invalid("calleeId", "exactly one of calleeId and channelId is required.");
        if (ChannelId is not null)
            return Input.Invalid("channelId", "calls to channels are not available yet.");
        if (Media is null)
            return Input.Invalid("media", "is required: audio or video.");
        if (CallId is not null && !OrleansCalls.CallId.IsValid(CallId))
            return Input.Invalid("callId", "must be a UUID in lower case with hyphens.");
        return Input.CheckDevice(DeviceId);
    }
}
