using System.Collections.Concurrent;
using OrleansCalls.Calls;
using OrleansCalls.People;

namespace OrleansCalls.Persistence;

/// <summary>Everything that is kept when there is no database, for one process.</summary>
internal sealed class MemoryDatabase
{
    private static readonly ConcurrentDictionary<string, MemoryDatabase> ByName = new(StringComparer.Ordinal);

    public MemoryCalls Calls { get; } = new();

    public MemoryPeople People { get; } = new();

    /// <summary>The one of this name in this process; a new one without a name.</summary>
    public static MemoryDatabase Named(string? name) =>
        name is null ? new MemoryDatabase() : ByName.GetOrAdd(name, _ => new MemoryDatabase());
}
