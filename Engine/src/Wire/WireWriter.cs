using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Orleans.Runtime.Wire;

/// <summary>Collects a block: binary fields preceded by their total length, so that readers may skip what they do not know.</summary>
internal sealed class WireWriter
{
    private const int Kept = 64 * 1024;
    private byte[] _buffer = new byte[512];
    private int _length;

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Varint(ulong value)
    {
        var bytes = Reserve(10);
        var count = Encode(value, bytes);
        _length -= bytes.Length - count;
    }

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);

    /// <summary>Bytes of a length known to the reader.</summary>
    public Span<byte> Fixed(int length) => Reserve(length);

    /// <summary>Bytes preceded by their length.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Varint((uint)value.Length);
        value.CopyTo(Reserve(value.Length));
    }

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Varint((uint)length);
        Encoding.UTF8.GetBytes(value, Reserve(length));
    }

    public void Id(GrainId id)
    {
        Bytes(id.Type.AsSpan());
        Bytes(id.Key.AsSpan());
    }

    /// <summary>Writes the block with its length, and begins the next one.</summary>
    public void Flush(IBufferWriter<byte> output)
    {
        var target = output.GetSpan(_length + 10);
        var prefix = Encode((uint)_length, target);
        _buffer.AsSpan(0, _length).CopyTo(target[prefix..]);
        output.Advance(prefix + _length);
        _length = 0;
    }

    /// <summary>Drops what was not flushed.</summary>
    public void Clear()
    {
        _length = 0;
        if (_buffer.Length > Kept)
            _buffer = new byte[512];
    }

    private static int Encode(ulong value, Span<byte> target)
    {
        var count = 0;
        for (; value >= 0x80; value >>= 7)
            target[count++] = (byte)(value | 0x80);
        target[count++] = (byte)value;
        return count;
    }

    private Span<byte> Reserve(int length)
    {
        if (_buffer.Length - _length < length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + length));
        var bytes = _buffer.AsSpan(_length, length);
        _length += length;
        return bytes;
    }
}
