using Orleans.Runtime;

#nullable disable // implementations may annotate or not

namespace Orleans.Storage;

/// <summary>Keeps the states of grains.</summary>
public interface IGrainStorage
{
    /// <summary>Reads; leaves a fresh state when there is none.</summary>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Writes, provided that the version is still the one that was read.</summary>
    /// <exception cref="InconsistentStateException">It is not.</exception>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Removes, provided that the version is still the one that was read.</summary>
    /// <exception cref="InconsistentStateException">It is not.</exception>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);
}
