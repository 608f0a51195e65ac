namespace Orleans.Runtime;

/// <summary>
/// A named state of a grain, read before the grain is activated. The grain takes it as a constructor parameter with
/// <see cref="PersistentStateAttribute"/>.
/// </summary>
public interface IPersistentState<TState>
{
    TState State { get; set; }

    /// <summary>The version last read or written.</summary>
    string? Etag { get; }

    /// <summary>Whether the state is stored.</summary>
    bool RecordExists { get; }

    Task ReadStateAsync();

    /// <exception cref="Storage.InconsistentStateException">The state was changed since it was read.</exception>
    Task WriteStateAsync();

    /// <exception cref="Storage.InconsistentStateException">The state was changed since it was read.</exception>
    Task ClearStateAsync();
}
