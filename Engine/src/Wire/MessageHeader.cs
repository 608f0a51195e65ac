using System.Diagnostics;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Wire;

/// <summary>
/// The headers of a message, as one block. Later versions append fields and use free flags for them: older readers skip what follows the
/// fields they know, and newer ones manage without the fields that older writers do not know.
/// </summary>
internal static class MessageHeader
{
    [Flags]
    private enum Has : uint
    {
        None = 0,

        // Older versions used the first three bits.
        Sender = 1 << 3,
        Destination = 1 << 4,
        Deadline = 1 << 5,
        Trace = 1 << 6,
        TraceState = 1 << 7,
        Forwards = 1 << 8,
        View = 1 << 9,
    }

    public static void Write(Message message, Node node, WireWriter block)
    {
        // The sender is left out when it is the peer.
        var sender = message.Sender.Equals(node.Address) ? Has.None : Has.Sender;
        var has = sender
            | (message.Destination is null ? Has.None : Has.Destination)
            | (message.Deadline == long.MaxValue ? Has.None : Has.Deadline)
            | (message.Trace.TraceId == default ? Has.None : Has.Trace)
            | (string.IsNullOrEmpty(message.Trace.TraceState) ? Has.None : Has.TraceState)
            | (message.Forwards == 0 ? Has.None : Has.Forwards)
            | (message.ViewVersion == 0 ? Has.None : Has.View);

        block.Byte((byte)message.Kind);
        block.Varint((uint)has);
        block.Varint((ulong)message.Id);
        block.Id(message.Source);
        block.Id(message.Target);
        if (has.HasFlag(Has.Sender))
            block.Bytes(message.Sender.Utf8);
        if (message.Destination is { } destination)
            block.Bytes(destination.Utf8);
        if (has.HasFlag(Has.Deadline))
            block.Varint(Remaining(message.Deadline, node.Time));
        if (has.HasFlag(Has.Trace))
            WriteTrace(message.Trace, has, block);
        if (has.HasFlag(Has.Forwards))
            block.Varint((uint)message.Forwards);
        if (has.HasFlag(Has.View))
            block.Varint((ulong)message.ViewVersion);
    }

    public static Message Read(WireReader block, Node node, SiloAddress peer)
    {
        var kind = (MessageKind)block.Byte();
        var has = (Has)(uint)block.Varint();
        return new()
        {
            Kind = kind,
            Id = (long)block.Varint(),
            Source = block.Id(),
            Target = block.Id(),
            Sender = has.HasFlag(Has.Sender) ? block.Address() : peer,
            Destination = has.HasFlag(Has.Destination) ? block.Address() : null,
            Deadline = has.HasFlag(Has.Deadline) ? Deadline(block.Varint(), node.Time) : long.MaxValue,
            Trace = has.HasFlag(Has.Trace) ? ReadTrace(ref block, has) : default,
            Forwards = has.HasFlag(Has.Forwards) ? (int)Math.Min(block.Varint(), int.MaxValue) : 0,
            ViewVersion = has.HasFlag(Has.View) ? (long)Math.Min(block.Varint(), long.MaxValue) : 0,
        };
    }

    // Clocks differ between processes, so the remaining time is sent.
    private static ulong Remaining(long deadline, TimeProvider time)
    {
        var left = (deadline - time.GetTimestamp()) / (double)time.TimestampFrequency;
        return left <= 0 ? 0 : (ulong)Math.Ceiling(left * 1000);
    }

    private static long Deadline(ulong milliseconds, TimeProvider time)
    {
        var end = time.GetTimestamp() + (milliseconds / 1000d * time.TimestampFrequency);
        return end < long.MaxValue ? (long)end : long.MaxValue;
    }

    private static void WriteTrace(ActivityContext trace, Has has, WireWriter block)
    {
        trace.TraceId.CopyTo(block.Fixed(16));
        trace.SpanId.CopyTo(block.Fixed(8));
        block.Byte((byte)trace.TraceFlags);
        if (has.HasFlag(Has.TraceState))
            block.Text(trace.TraceState!);
    }

    private static ActivityContext ReadTrace(ref WireReader block, Has has)
    {
        var trace = ActivityTraceId.CreateFromBytes(block.Fixed(16));
        var span = ActivitySpanId.CreateFromBytes(block.Fixed(8));
        var flags = (ActivityTraceFlags)block.Byte();
        var state = has.HasFlag(Has.TraceState) ? System.Text.Encoding.UTF8.GetString(block.Bytes()) : null;
        return new(trace, span, flags, state, isRemote: true);
    }
}
