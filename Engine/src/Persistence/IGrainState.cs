#nullable disable // implementations may annotate or not

namespace Orleans;

/// <summary>What a storage reads into and writes from.</summary>
public interface IGrainState<T>
{
    /// <summary>The state.</summary>
    T State { get; set; }

    /// <summary>Its version in the store, null when there is none.</summary>
    string ETag { get; set; }

    /// <summary>Whether the store holds it.</summary>
    bool RecordExists { get; set; }
}

[GenerateSerializer]
public sealed class GrainState<T> : IGrainState<T>
{
    /// <summary>No state.</summary>
    public GrainState()
    {
    }

    /// <summary>A state that is not stored.</summary>
    public GrainState(T state) => State = state;

    /// <summary>A state with its version.</summary>
    public GrainState(T state, string eTag)
        : this(state) => ETag = eTag;

    [Id(0)]
    public T State { get; set; }

    [Id(1)]
    public string ETag { get; set; }

    [Id(2)]
    public bool RecordExists { get; set; }
}
