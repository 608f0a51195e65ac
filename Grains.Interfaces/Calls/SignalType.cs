namespace OrleansCalls.Calls;

/// <summary>What a WebRTC signal carries.</summary>
public enum SignalType
{
    /// <summary>A session description that offers.</summary>
    Offer,

    /// <summary>A session description that answers.</summary>
    Answer,

    /// <summary>An ICE candidate.</summary>
    Ice,
}
