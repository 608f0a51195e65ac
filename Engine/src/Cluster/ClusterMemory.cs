using System.Collections.Concurrent;

namespace Orleans.Runtime.Cluster;

/// <summary>The memory that storages of an in-process cluster share.</summary>
internal sealed class ClusterMemory
{
    private long _lastETag;

    public ConcurrentDictionary<(string Storage, string State, GrainId Grain), StoredState> States { get; } = new();

    public long NextETag() => Interlocked.Increment(ref _lastETag);

    public sealed record StoredState(BinaryData Payload, string ETag);
}
