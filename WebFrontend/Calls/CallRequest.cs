using System.ComponentModel.DataAnnotations;
using OrleansCalls.Http;

namespace OrleansCalls.Calls;

/// <summary>Says which call a command is for, and from which device it comes.</summary>
public sealed record CallRequest([property: Required] string? CallId, string? DeviceId) : ICheckedRequest, IFromDevice
{
    public Refusal? Check() => CallId is null ? Input.Invalid("callId", "is required.") : Input.CheckDevice(DeviceId);
}
