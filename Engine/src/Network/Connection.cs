using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Wire;

namespace Orleans.Runtime.Network;

/// <summary>
/// A connection after its handshake. Sending only adds to a bounded queue; what arrives is passed on in order. A slow peer never
/// blocks the sender: the queue fills up, and further messages are refused.
/// </summary>
internal sealed class Connection(ConnectionContext context, SiloAddress peer, MessageCodec codec, NetworkSettings settings)
{
    private const int FlushBytes = 64 * 1024;
    private readonly Channel<object> _queue = Channel.CreateUnbounded<object>(new() { SingleReader = true });
    private readonly ArrayBufferWriter<byte> _scratch = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _queued;
    private long _heard;

    public SiloAddress Peer => peer;

    /// <summary>Counts the frames received: it stands still while the peer is silent.</summary>
    public long Heard => Volatile.Read(ref _heard);

    /// <summary>Completes when both directions are closed.</summary>
    public Task Ended => _ended.Task;

    public SendResult Send(Message message)
    {
        if (Interlocked.Increment(ref _queued) > settings.MaxQueuedMessages)
        {
            Interlocked.Decrement(ref _queued);
            return SendResult.Full;
        }

        return _queue.Writer.TryWrite(message) ? SendResult.Sent : SendResult.Closed;
    }

    /// <summary>Sends something of the engine's own, for which there is always room.</summary>
    public void Send(FrameKind kind, byte[]? payload = null) => _queue.Writer.TryWrite(new Control(kind, payload ?? []));

    /// <summary>Sends what is queued, then closes.</summary>
    public void Finish() => _queue.Writer.TryComplete();

    public void Abort()
    {
        _queue.Writer.TryComplete();
        context.Abort();
    }

    /// <summary>Sends and receives until either end closes.</summary>
    public async Task Run(IFrameHandler handler)
    {
        var writing = Write(handler);
        try
        {
            await Read(handler);
        }
        catch (InvalidDataException error)
        {
            handler.Refusals.Broken(peer, error);
        }
        catch (Exception error) when (IsEnd(error))
        {
            // The other end is gone.
        }

        Abort();
        await writing;
        await context.DisposeAsync();
        _ended.TrySetResult();
        while (_queue.Reader.TryRead(out var left))
        {
            if (left is Message message)
                handler.Refusals.Unsent(peer, message);
        }
    }

    private async Task Read(IFrameHandler handler)
    {
        var input = context.Transport.Input;
        while (true)
        {
            var result = await input.ReadAsync();
            var buffer = result.Buffer;
            while (TryReadFrame(ref buffer, out var kind, out var payload))
                Handle(handler, kind, payload);
            input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                return;
        }
    }

    private void Handle(IFrameHandler handler, FrameKind kind, ReadOnlySequence<byte> payload)
    {
        Volatile.Write(ref _heard, _heard + 1);
        switch (kind)
        {
            case FrameKind.Ping:
                Send(FrameKind.Pong);
                break;
            case FrameKind.Pong:
                break;
            case FrameKind.Message:
                try
                {
                    handler.Receive(this, codec.Read(payload, peer));
                }
                catch (UnreadableMessageException unreadable)
                {
                    if (unreadable.Header is null)
                        throw new InvalidDataException(unreadable.Message, unreadable);
                    handler.Refusals.Unreadable(peer, unreadable);
                }

                break;
            default:
                handler.Receive(this, kind, payload.ToArray());
                break;
        }
    }

    private bool TryReadFrame(ref ReadOnlySequence<byte> buffer, out FrameKind kind, out ReadOnlySequence<byte> payload)
    {
        kind = default;
        payload = default;
        if (buffer.Length < Protocol.FrameOverhead)
            return false;
        Span<byte> head = stackalloc byte[Protocol.FrameOverhead];
        buffer.Slice(0, Protocol.FrameOverhead).CopyTo(head);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length < 1 || length > settings.MaxFrameBytes)
            throw new InvalidDataException($"{peer} sent a frame of {length} bytes; at most {settings.MaxFrameBytes} are allowed.");
        if (buffer.Length < 4 + (long)length)
            return false;
        kind = (FrameKind)head[4];
        payload = buffer.Slice(Protocol.FrameOverhead, length - 1);
        buffer = buffer.Slice(4 + (long)length);
        return true;
    }

    private async Task Write(IFrameHandler handler)
    {
        var output = context.Transport.Output;
        try
        {
            while (await _queue.Reader.WaitToReadAsync())
            {
                while (_queue.Reader.TryRead(out var next))
                {
                    Write(output, next, handler);
                    if (output.UnflushedBytes > FlushBytes && (await output.FlushAsync()).IsCompleted)
                        return;
                }

                if ((await output.FlushAsync()).IsCompleted)
                    return;
            }
        }
        catch (Exception error) when (IsEnd(error) || error is InvalidOperationException)
        {
            // The other end is gone: the reader notices too, and closes.
        }
        finally
        {
            await output.CompleteAsync();
        }
    }

    private void Write(PipeWriter output, object next, IFrameHandler handler)
    {
        if (next is Control control)
        {
            WriteFrame(output, control.Kind, control.Payload);
            return;
        }

        Interlocked.Decrement(ref _queued);
        var message = (Message)next;
        _scratch.ResetWrittenCount();
        try
        {
            codec.Write(message, _scratch);
        }
        catch (Exception error)
        {
            handler.Refusals.Unwritable(peer, message, error);
            return;
        }

        WriteFrame(output, FrameKind.Message, _scratch.WrittenSpan);
    }

    private static bool IsEnd(Exception error) =>
        error is IOException or ConnectionAbortedException or OperationCanceledException or ObjectDisposedException;

    private static void WriteFrame(PipeWriter output, FrameKind kind, ReadOnlySpan<byte> payload)
    {
        var span = output.GetSpan(Protocol.FrameOverhead);
        BinaryPrimitives.WriteInt32LittleEndian(span, payload.Length + 1);
        span[4] = (byte)kind;
        output.Advance(Protocol.FrameOverhead);
        output.Write(payload);
    }

    private sealed record Control(FrameKind Kind, byte[] Payload);
}

/// <summary>What became of a message to send.</summary>
internal enum SendResult
{
    /// <summary>It is queued.</summary>
    Sent,

    /// <summary>The queue is full.</summary>
    Full,

    /// <summary>The connection is closed.</summary>
    Closed,
}

/// <summary>Receives what arrives over connections.</summary>
internal interface IFrameHandler
{
    Refusals Refusals { get; }

    void Receive(Connection connection, Message message);

    void Receive(Connection connection, FrameKind kind, byte[] payload);
}
