using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace OrleansCalls.Ice;

/// <summary>A message of STUN and TURN (RFC 8489, RFC 8656).</summary>
internal sealed class StunMessage
{
    private const uint Cookie = 0x2112A442;
    private const int HeaderBytes = 20;
    private readonly MemoryStream _bytes = new();

    private StunMessage(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public StunMessage(ushort type)
        : this(new byte[HeaderBytes])
    {
        var header = _bytes.GetBuffer().AsSpan();
        BinaryPrimitives.WriteUInt16BigEndian(header, type);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], Cookie);
        RandomNumberGenerator.Fill(header[8..HeaderBytes]);
    }

    public ReadOnlyMemory<byte> Bytes => _bytes.GetBuffer().AsMemory(0, (int)_bytes.Length);

    public ushort Type => BinaryPrimitives.ReadUInt16BigEndian(Bytes.Span);

    public byte[] Transaction => Bytes[8..HeaderBytes].ToArray();

    /// <summary>The code of a refusal; 0 of anything else.</summary>
    public int Error => this[StunAttribute.ErrorCode] is { } code ? (code[2] * 100) + code[3] : 0;

    /// <summary>The value of an attribute, or null.</summary>
    public byte[]? this[StunAttribute attribute]
    {
        get
        {
            for (var rest = Bytes.Span[HeaderBytes..]; rest.Length >= 4;)
            {
                var (type, length) = (BinaryPrimitives.ReadUInt16BigEndian(rest), BinaryPrimitives.ReadUInt16BigEndian(rest[2..]));
                if (type == (ushort)attribute)
                    return rest.Slice(4, length).ToArray();
                rest = rest[Math.Min(rest.Length, 4 + Padded(length))..];
            }

            return null;
        }
    }

    public static StunMessage Read(ReadOnlySpan<byte> bytes) => new(bytes);

    public StunMessage With(StunAttribute attribute, ReadOnlySpan<byte> value)
    {
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)attribute);
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)value.Length);
        _bytes.Write(head);
        _bytes.Write(value);
        _bytes.Write(new byte[Padded(value.Length) - value.Length]);
        SetLength(Bytes.Length - HeaderBytes);
        return this;
    }

    public StunMessage With(StunAttribute attribute, string value) => With(attribute, Encoding.UTF8.GetBytes(value));

    public StunMessage With(StunAttribute attribute, IPEndPoint address)
    {
        var ip = address.Address.GetAddressBytes();
        var value = new byte[4 + ip.Length];
        value[1] = (byte)(ip.Length == 4 ? 1 : 2);
        BinaryPrimitives.WriteUInt16BigEndian(value.AsSpan(2), (ushort)address.Port);
        ip.CopyTo(value, 4);
        return With(attribute, Mask(value));
    }

    public IPEndPoint? Address(StunAttribute attribute)
    {
        if (this[attribute] is not { } masked)
            return null;
        var value = Mask(masked);
        return new(new IPAddress(value.AsSpan(4)), BinaryPrimitives.ReadUInt16BigEndian(value.AsSpan(2)));
    }

    /// <summary>The last attribute: shows that the sender knows the password.</summary>
    public StunMessage Signed(byte[] key)
    {
        const int attributeBytes = 24;
        SetLength(Bytes.Length - HeaderBytes + attributeBytes);
#pragma warning disable CA5350 // The protocol's own.
        return With(StunAttribute.MessageIntegrity, HMACSHA1.HashData(key, Bytes.Span));
#pragma warning restore CA5350
    }

    private byte[] Mask(byte[] value)
    {
        var masked = (byte[])value.Clone();
        var mask = Bytes.Span[4..HeaderBytes];
        for (var at = 2; at < masked.Length; at++)
            masked[at] ^= at < 4 ? mask[at - 2] : mask[at - 4];
        return masked;
    }

    private void SetLength(int length) => BinaryPrimitives.WriteUInt16BigEndian(_bytes.GetBuffer().AsSpan(2), (ushort)length);

    private static int Padded(int length) => (length + 3) & ~3;
}

/// <summary>The attributes that a relay's client needs.</summary>
internal enum StunAttribute : ushort
{
    None = 0,
    Username = 0x0006,
    MessageIntegrity = 0x0008,
    ErrorCode = 0x0009,
    XorPeerAddress = 0x0012,
    Data = 0x0013,
    Realm = 0x0014,
    Nonce = 0x0015,
    XorRelayedAddress = 0x0016,
    RequestedAddressFamily = 0x0017,
    RequestedTransport = 0x0019,
}
