namespace OrleansCalls.Calls;

/// <summary>What a call was started with.</summary>
public enum CallMedia
{
    /// <summary>Sound only.</summary>
    Audio,

    /// <summary>Sound and picture.</summary>
    Video,
}
