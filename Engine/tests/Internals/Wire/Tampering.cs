using System.Text;

namespace OrleansCalls.Engine.Tests.Internals.Wire;

internal static class Tampering
{
    /// <summary>The bytes of a message with another text in its arguments or values, or one of equal length in its headers.</summary>
    public static byte[] Replaced(this byte[] bytes, string text, string other)
    {
        var before = Encoding.Latin1.GetString(bytes);
        Assert.Contains(text, before, StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(before.Replace(text, other, StringComparison.Ordinal));
    }
}
