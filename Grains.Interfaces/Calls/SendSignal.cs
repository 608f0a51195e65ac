namespace OrleansCalls.Calls;

/// <summary>A WebRTC signal on its way in.</summary>
/// <param name="From">The leg whose session sent it.</param>
/// <param name="To">The participant it is for; null in a direct call means the other one.</param>
/// <param name="Type">Offer, answer or candidate.</param>
/// <param name="Payload">The description or candidate as text; not looked into.</param>
/// <param name="Generation">The sender's ICE generation; a receiver drops what is older than what it has.</param>
[GenerateSerializer, Immutable, Alias("calls.SendSignal")]
public sealed record SendSignal(
    [property: Id(0)] Leg From,
    [property: Id(1)] string? To,
    [property: Id(2)] SignalType Type,
    [property: Id(3)] string Payload,
    [property: Id(4)] int Generation);
