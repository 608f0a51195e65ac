namespace OrleansCalls.Calls;

/// <summary>A WebRTC signal as its receiver gets it.</summary>
/// <param name="CallId">The call it belongs to.</param>
/// <param name="Seq">Its number in the call, from 1.</param>
/// <param name="From">Who sent it.</param>
/// <param name="FromDevice">From which device.</param>
/// <param name="To">Whom it is for.</param>
/// <param name="Type">Offer, answer or candidate.</param>
/// <param name="Payload">The description or candidate as text.</param>
/// <param name="Generation">The sender's ICE generation.</param>
[GenerateSerializer, Immutable, Alias("calls.SignalView")]
public sealed record SignalView(
    [property: Id(0)] string CallId,
    [property: Id(1)] long Seq,
    [property: Id(2)] string From,
    [property: Id(3)] string? FromDevice,
    [property: Id(4)] string To,
    [property: Id(5)] SignalType Type,
    [property: Id(6)] string Payload,
    [property: Id(7)] int Generation);
