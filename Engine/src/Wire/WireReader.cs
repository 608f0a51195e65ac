using System.Buffers.Binary;

namespace Orleans.Runtime.Wire;

/// <summary>Reads what <see cref="WireWriter"/> wrote. Whatever the bytes are, it never reads past their end.</summary>
/// <exception cref="FormatException">The bytes end too early or make no sense.</exception>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>What has not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte Byte() => Fixed(1)[0];

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw new FormatException("A number in the message has no end.");
    }

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Fixed(4));

    public ReadOnlySpan<byte> Fixed(int length)
    {
        if (_rest.Length < length)
            throw Truncated();
        var bytes = _rest[..length];
        _rest = _rest[length..];
        return bytes;
    }

    public ReadOnlySpan<byte> Bytes()
    {
        var length = Varint();
        return length <= (uint)_rest.Length ? Fixed((int)length) : throw Truncated();
    }

    public WireReader Block() => new(Bytes());

    public SiloAddress Address() => WireNames.Address(Bytes());

    public GrainId Id()
    {
        var type = WireNames.Type(Bytes());
        var key = Bytes();
        return new(type, key.IsEmpty ? default : new IdSpan(key.ToArray()));
    }

    private static FormatException Truncated() => new("The message ends too early.");
}
