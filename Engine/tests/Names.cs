using System.Globalization;

namespace OrleansCalls.Engine.Tests;

/// <summary>Keys of grains that no other test uses, prefixed as the product's are.</summary>
public static class Names
{
    private static int _last;

    public static string New(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}:{Interlocked.Increment(ref _last)}");
}
