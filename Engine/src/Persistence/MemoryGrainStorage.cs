using System.Globalization;
using Orleans.Runtime.Cluster;
using Orleans.Storage;

namespace Orleans.Runtime.Persistence;

/// <summary>Stores states as bytes in the memory shared by the silos of an in-process cluster.</summary>
internal sealed class MemoryGrainStorage(string name, IGrainStorageSerializer serializer, ClusterMemory memory) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = memory.States.GetValueOrDefault((name, stateName, grainId));
        grainState.State = found is null ? FreshState.Of<T>() : serializer.Deserialize<T>(found.Payload);
        grainState.ETag = found?.ETag;
        grainState.RecordExists = found is not null;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var etag = memory.NextETag().ToString(CultureInfo.InvariantCulture);
        var fresh = new ClusterMemory.StoredState(serializer.Serialize(grainState.State), etag);
        var key = (name, stateName, grainId);
        var before = Expect(key, grainState.ETag, "write");
        if (before is null ? !memory.States.TryAdd(key, fresh) : !memory.States.TryUpdate(key, fresh, before))
            throw Conflict("write", key, grainState.ETag, null);

        grainState.ETag = fresh.ETag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (name, stateName, grainId);
        if (Expect(key, grainState.ETag, "clear") is { } before && !memory.States.TryRemove(new(key, before)))
            throw Conflict("clear", key, grainState.ETag, null);

        grainState.State = FreshState.Of<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private ClusterMemory.StoredState? Expect((string, string, GrainId) key, string? etag, string doing)
    {
        var found = memory.States.GetValueOrDefault(key);
        return string.Equals(found?.ETag, etag, StringComparison.Ordinal) ? found : throw Conflict(doing, key, etag, found?.ETag);
    }

    private static InconsistentStateException Conflict(string doing, (string, string, GrainId) key, string? expected, string? stored) =>
        new($"Cannot {doing} state {key.Item2} of {key.Item3}: somebody else wrote it.", stored, expected);
}
