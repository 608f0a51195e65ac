using System.Buffers;
using Orleans.Configuration;
using Orleans.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>Passes on the body of a message until it becomes too large.</summary>
internal sealed class LimitedOutput : IBufferWriter<byte>
{
    private const long Slack = 4096;
    private IBufferWriter<byte>? _output;
    private long _room;
    private int _limit;

    public void Begin(IBufferWriter<byte>? output, int limit)
    {
        _output = output;
        _room = _limit = limit;
    }

    public void Advance(int count)
    {
        if ((_room -= count) < 0)
            throw TooLarge();
        _output!.Advance(count);
    }

    // A JSON writer asks for the worst case, up to six bytes per character; only what it writes counts.
    public Memory<byte> GetMemory(int sizeHint = 0) => sizeHint / 6 <= _room + Slack ? _output!.GetMemory(sizeHint) : throw TooLarge();

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    private SerializerException TooLarge() =>
        new($"It is larger than {_limit} bytes: send less, or raise {nameof(MessagingOptions.MaxMessageBodySize)} on all processes.");
}
