using System.Buffers.Text;
using System.Text;

namespace OrleansCalls.Persistence;

/// <summary>Where a page ended, as an opaque base64url text: the sort key of its last row.</summary>
internal static class Cursor
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A cursor of these parts; none may contain NUL.</summary>
    public static string Encode(params ReadOnlySpan<string> parts) => Base64Url.EncodeToString(Strict.GetBytes(string.Join('\0', parts!)));

    /// <summary>The parts of a cursor.</summary>
    /// <exception cref="FormatException">It is not one of ours.</exception>
    public static string[] Decode(string cursor, int parts)
    {
        try
        {
            var decoded = Strict.GetString(Base64Url.DecodeFromChars(cursor)).Split('\0');
            return decoded.Length == parts ? decoded : throw Broken();
        }
        catch (ArgumentException)
        {
            throw Broken();
        }
    }

    /// <summary>What to throw for a cursor whose parts make no sense.</summary>
    public static FormatException Broken() => new("The cursor is not one that a page ended with.");
}
