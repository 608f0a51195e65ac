using System.Buffers.Text;
using System.Globalization;

namespace Orleans.Runtime;

/// <summary>Turns numbers into keys and back. A number is written in hexadecimal.</summary>
public static class GrainIdKeyExtensions
{
    /// <summary>The key that a number is written as.</summary>
    public static IdSpan CreateIntegerKey(long key) => IdSpan.Create(key.ToString("X", CultureInfo.InvariantCulture));
}
