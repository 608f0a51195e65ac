using System.Globalization;

namespace OrleansCalls.Engine.Tests;

/// <summary>Grain keys that no other test uses, prefixed like the product's.</summary>
public static class Names
{
    private static int _last;

    public static string New(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}:{Interlocked.Increment(ref _last)}");
}
