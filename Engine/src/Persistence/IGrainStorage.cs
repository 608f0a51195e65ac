using Orleans.Runtime;

#nullable disable // implementations may annotate or not

namespace Orleans.Storage;

/// <summary>Stores the states of grains.</summary>
public interface IGrainStorage
{
    /// <summary>Reads a state; a fresh one if none is stored.</summary>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Writes a state, provided that the stored version is still the one that was read.</summary>
    /// <exception cref="InconsistentStateException">It is not.</exception>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Deletes a state, provided that the stored version is still the one that was read.</summary>
    /// <exception cref="InconsistentStateException">It is not.</exception>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);
}
