using System.Buffers.Text;
using System.Globalization;

namespace Orleans.Runtime;

/// <summary>Turns numbers into keys and back. A number is written in hexadecimal.</summary>
public static class GrainIdKeyExtensions
{
    /// <summary>The key that a number is written as.</summary>
    public static IdSpan CreateIntegerKey(long key) => IdSpan.Create(key.ToString("X", CultureInfo.InvariantCulture));

    /// <summary>Reads the number back.</summary>
    /// <exception cref="ArgumentException">The key is not a number.</exception>
    public static long GetIntegerKey(this GrainId grainId) =>
        Utf8Parser.TryParse(grainId.Key.AsSpan(), out long key, out var read, 'X') && read == grainId.Key.AsSpan().Length
            ? key
            : throw new ArgumentException($"The key of {grainId} is not a number.", nameof(grainId));
}
