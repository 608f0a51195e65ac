using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace OrleansCalls.Calls;

/// <summary>
/// The storage of call grains over <see cref="MemoryCalls"/>, with the same ETags and conflicts as <see cref="CallStorage"/>.
/// </summary>
internal sealed class MemoryCallStorage(MemoryCalls calls, IOptions<CallsOptions> options) : IGrainStorage
{
    private readonly CallTimings _timings = CallTimings.From(options.Value);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        StoredCallState.Of(grainState).Accept(calls.Find(StoredCallState.CallIdOf(grainId)));
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var state = StoredCallState.Of(grainState);
        var record = state.ToWrite(grainId);
        if (!calls.TryWrite(record, _timings.DeadlineOf(record), state.ExpectedVersion(), state.State.Line))
            throw StoredCallState.Conflict(
                grainId, state.ETag, calls.Find(record.CallId) is { } stored ? StoredCallState.ETag(stored) : null);
        state.Accept(record);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var state = StoredCallState.Of(grainState);
        if (state.ExpectedVersion() is { } expected && !calls.TryDelete(StoredCallState.CallIdOf(grainId), expected))
            throw StoredCallState.Conflict(grainId, state.ETag);
        state.Accept(null);
        return Task.CompletedTask;
    }
}
