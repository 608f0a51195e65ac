using System.Buffers;

namespace Orleans.Runtime.Wire;

/// <summary>A sequence as one span; copied only if it has several segments.</summary>
internal readonly ref struct ContiguousBytes
{
    private readonly byte[]? _rented;

    public ContiguousBytes(ReadOnlySequence<byte> sequence)
    {
        if (sequence.IsSingleSegment)
        {
            Span = sequence.FirstSpan;
            return;
        }

        var length = checked((int)sequence.Length);
        _rented = ArrayPool<byte>.Shared.Rent(length);
        sequence.CopyTo(_rented);
        Span = _rented.AsSpan(0, length);
    }

    public ReadOnlySpan<byte> Span { get; }

    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
    }
}
