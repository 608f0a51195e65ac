using System.ComponentModel.DataAnnotations;
using OrleansCalls.Http;

namespace OrleansCalls.Calls;

/// <summary>A WebRTC signal to be relayed.</summary>
/// <param name="CallId">The call it belongs to.</param>
/// <param name="To">The participant it is for; may be left out in a direct call.</param>
/// <param name="Type">Offer, answer or ice.</param>
/// <param name="Payload">The description or candidate as text.</param>
/// <param name="Generation">The sender's ICE generation, from 0.</param>
/// <param name="DeviceId">The sending device; over the hub the connection's own, whatever is sent.</param>
public sealed record SignalRequest(
    [property: Required] string? CallId,
    string? To,
    [property: Required] SignalType? Type,
    [property: Required] string? Payload,
    int? Generation,
    string? DeviceId) : ICheckedRequest, IFromDevice
{
    public Refusal? Check()
    {
        if (CallId is null)
            return Input.Invalid("callId", "is required.");
        if (Type is null)
            return Input.Invalid("type", "is required: offer, answer or ice.");
        if (Payload is null)
            return Input.Invalid("payload", "is required.");
        if (Generation < 0)
            return Input.Invalid("generation", "must not be negative.");
        if (To is not null && !Input.IsId(To))
            return Input.Invalid("to", "is not a participant's id.");
        return Input.CheckDevice(DeviceId);
    }
}
