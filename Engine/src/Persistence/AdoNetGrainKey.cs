using System.Buffers.Text;
using System.Text;

namespace Orleans.Runtime.Persistence;

/// <summary>
/// The key of a grain in the columns of the ADO.NET tables: two numbers and text. Text that can be read as a GUID or a hexadecimal number
/// is stored as one, so <c>abc</c> and <c>0ABC</c> are the same row; keys with a prefix such as <c>u:</c> avoid that.
/// </summary>
internal sealed class AdoNetGrainKey
{
    private AdoNetGrainKey(long n0, long n1, string? text, byte[] hashed)
    {
        N0 = n0;
        N1 = n1;
        Text = text;
        if (BitConverter.IsLittleEndian)
            Array.Reverse(hashed);
        Hash = (int)StableHash.ComputeHash(hashed);
    }

    public long N0 { get; }

    public long N1 { get; }

    public string? Text { get; }

    public int Hash { get; }

    public static AdoNetGrainKey Of(GrainId grain)
    {
        var key = grain.Key.AsSpan();
        if (key.Length >= 32 && (key.Length == 32 || key[32] == '+')
            && Utf8Parser.TryParse(key[..32], out Guid guid, out var read, 'N') && read == 32)
        {
            var bytes = guid.ToByteArray();
            var (n0, n1) = (BitConverter.ToInt64(bytes, 0), BitConverter.ToInt64(bytes, 8));
            return WithExtension(n0, n1, bytes, key.Length > 32 ? key[33..] : default, key.Length > 32);
        }

        var plus = key.IndexOf((byte)'+');
        var number = plus < 0 ? key : key[..plus];
        return Utf8Parser.TryParse(number, out long integer, out read, 'X') && read == number.Length
            ? WithExtension(0, integer, BitConverter.GetBytes(integer), plus < 0 ? default : key[(plus + 1)..], plus >= 0)
            : new(0, 0, grain.Key.ToString(), key.ToArray());
    }

    private static AdoNetGrainKey WithExtension(long n0, long n1, byte[] key, ReadOnlySpan<byte> extension, bool has) =>
        has ? new(n0, n1, Encoding.UTF8.GetString(extension), [.. key, .. extension]) : new(n0, n1, null, key);
}
