using System.ComponentModel.DataAnnotations;
using OrleansCalls.Calls;
using OrleansCalls.Http;

namespace OrleansCalls.Presence;

/// <summary>A device without a socket says that it is there.</summary>
public sealed record HeartbeatRequest([property: Required] string? DeviceId) : ICheckedRequest, IFromDevice
{
    public Refusal? Check() => DeviceId is null ? Input.Invalid("deviceId", "is required.") : Input.CheckDevice(DeviceId);
}

/// <summary>Chooses a status.</summary>
public sealed record StatusRequest([property: Required] PresenceStatus? Status) : ICheckedRequest
{
    public Refusal? Check() => Status is null ? Input.Invalid("status", "is required: online, away, busy or dnd.") : null;
}
