using System.Collections.Concurrent;

namespace OrleansCalls.Engine.Tests;

/// <summary>What happened, in order. Grains write it, and tests of the same process read it, by a name that only one test uses.</summary>
public static class Journal
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<string>> Entries = new(StringComparer.Ordinal);

    public static void Write(string name, string entry) => Entries.GetOrAdd(name, _ => new()).Enqueue(entry);

    public static string[] Read(string name) => [.. Entries.GetOrAdd(name, _ => new())];

    public static int Count(string name, string entry) => Read(name).Count(one => one == entry);
}
