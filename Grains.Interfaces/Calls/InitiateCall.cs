using System.Collections.Immutable;

namespace OrleansCalls.Calls;

/// <summary>Starts a call. The grain's key is the call's id.</summary>
/// <param name="Caller">Who dials, and from which device.</param>
/// <param name="InviteeIds">Whom to ring, each once; the caller is none of them.</param>
/// <param name="Media">Sound, or sound and picture.</param>
[GenerateSerializer, Immutable, Alias("calls.InitiateCall")]
public sealed record InitiateCall(
    [property: Id(0)] Leg Caller, [property: Id(1)] ImmutableArray<string> InviteeIds, [property: Id(2)] CallMedia Media);
