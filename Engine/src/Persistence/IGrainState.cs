#nullable disable // implementations may annotate or not

namespace Orleans;

/// <summary>A state, as a storage reads and writes it.</summary>
public interface IGrainState<T>
{
    T State { get; set; }

    /// <summary>Its stored version, or null.</summary>
    string ETag { get; set; }

    /// <summary>Whether it is stored.</summary>
    bool RecordExists { get; set; }
}

[GenerateSerializer]
public sealed class GrainState<T> : IGrainState<T>
{
    public GrainState()
    {
    }

    public GrainState(T state) => State = state;

    [Id(0)]
    public T State { get; set; }

    [Id(1)]
    public string ETag { get; set; }

    [Id(2)]
    public bool RecordExists { get; set; }
}
