namespace OrleansCalls.Calls;

/// <summary>What can be asked of a call. A closed family; <c>CallMachine</c> decides.</summary>
/// <remarks>
/// <see cref="LegCommand"/> and what derives from it is for people, and travels. What only the cluster may ask has no serializer
/// and stands beside the grain (<c>ClusterCommands.cs</c>), so that nothing from outside can be such a command.
/// </remarks>
[GenerateSerializer, Immutable, Alias("calls.CallCommand")]
public abstract record CallCommand
{
    /// <summary>Who gives it, and from which device; null when the cluster itself does.</summary>
    public virtual Leg? Sender => null;

    /// <summary>Its word in ledger, metrics, traces, logs and the API, such as <c>hang_up</c>.</summary>
    public string Name => WireText.Of(GetType());
}

/// <summary>A command that somebody gives.</summary>
[GenerateSerializer, Immutable, Alias("calls.LegCommand")]
public abstract record LegCommand([property: Id(0)] Leg Leg) : CallCommand
{
    public override Leg? Sender => Leg;
}

/// <summary>Answers; the first answer wins.</summary>
/// <param name="AbsorbedCallId">
/// Set when this leg dialled the caller of this call at the same moment: the id of the call that is not made. Repeating that one
/// finds this one.
/// </param>
[GenerateSerializer, Immutable, Alias("calls.Answer")]
public sealed record Answer(Leg Leg, [property: Id(0)] string? AbsorbedCallId = null) : LegCommand(Leg);

/// <summary>Comes in: answers what rings, and brings a call that is on another device of the user's to this one.</summary>
[GenerateSerializer, Immutable, Alias("calls.Join")]
public sealed record Join(Leg Leg) : LegCommand(Leg);

/// <summary>Declines for the user, on all their devices.</summary>
[GenerateSerializer, Immutable, Alias("calls.Reject")]
public sealed record Reject(Leg Leg) : LegCommand(Leg);

/// <summary>Cancels, declines or ends, whichever applies to this leg now.</summary>
[GenerateSerializer, Immutable, Alias("calls.HangUp")]
public sealed record HangUp(Leg Leg) : LegCommand(Leg);

/// <summary>Ends the call in favour of a newer one between the same people.</summary>
[GenerateSerializer, Immutable, Alias("calls.Supersede")]
public sealed record Supersede(Leg Leg) : LegCommand(Leg);

/// <summary>Media flows at this leg, for the first time or again.</summary>
[GenerateSerializer, Immutable, Alias("calls.Connected")]
public sealed record Connected(Leg Leg) : LegCommand(Leg);

/// <summary>Media stopped at this leg; unless it is back within the reconnect grace, the leg is dropped.</summary>
[GenerateSerializer, Immutable, Alias("calls.MediaLost")]
public sealed record MediaLost(Leg Leg) : LegCommand(Leg);

/// <summary>Microphone and camera are on or off.</summary>
[GenerateSerializer, Immutable, Alias("calls.Mute")]
public sealed record Mute(Leg Leg, [property: Id(0)] bool Muted, [property: Id(1)] bool CameraOff) : LegCommand(Leg);

/// <summary>Raises the hand, for everybody in the call to see, or lowers it.</summary>
[GenerateSerializer, Immutable, Alias("calls.RaiseHand")]
public sealed record RaiseHand(Leg Leg, [property: Id(0)] bool Raised) : LegCommand(Leg);

/// <summary>The leg's device is there, which keeps it from being dropped. Leaves no line in the ledger.</summary>
[GenerateSerializer, Immutable, Alias("calls.Heartbeat")]
public sealed record Heartbeat(Leg Leg) : LegCommand(Leg);

/// <summary>
/// The leg's device has gone. Signed out, it hangs up; otherwise it is away at once and has the reload grace to come back.
/// Nothing happens when it is not the device in the call, or was heard since.
/// </summary>
/// <param name="At">When it went, by the cluster's clock.</param>
[GenerateSerializer, Immutable, Alias("calls.Part")]
public sealed record Part(Leg Leg, [property: Id(0)] DateTimeOffset At, [property: Id(1)] bool SignedOut) : LegCommand(Leg);

/// <summary>
/// An administrator ends the call without being in it: <c>dropped</c> when it is connected, <c>cancelled</c> when it is not yet.
/// </summary>
[GenerateSerializer, Immutable, Alias("calls.ForceEnd")]
public sealed record ForceEnd(Leg Leg) : LegCommand(Leg);
