using System.Buffers;

namespace OrleansCalls.Engine.Tests.Internals.Wire;

/// <summary>Bytes in pieces, as they come from a connection.</summary>
internal sealed class Pieces : ReadOnlySequenceSegment<byte>
{
    private Pieces(ReadOnlyMemory<byte> memory, long index)
    {
        Memory = memory;
        RunningIndex = index;
    }

    public static ReadOnlySequence<byte> Of(byte[] bytes, int length)
    {
        var first = new Pieces(bytes.AsMemory(0, Math.Min(length, bytes.Length)), 0);
        var last = first;
        for (var at = length; at < bytes.Length; at += length)
        {
            var next = new Pieces(bytes.AsMemory(at, Math.Min(length, bytes.Length - at)), at);
            last.Next = next;
            last = next;
        }

        return new(first, 0, last, last.Memory.Length);
    }
}
