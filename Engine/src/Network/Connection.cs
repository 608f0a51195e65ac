using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Wire;

namespace Orleans.Runtime.Network;

/// <summary>
/// One connection after its handshake. Whoever sends only puts into a queue of bounded length; what comes in is handed on in order.
/// Neither end is ever blocked by a slow other end: the queue fills up, and then messages are refused.
/// </summary>
internal sealed class Connection(ConnectionContext context, SiloAddress peer, MessageCodec codec, NetworkSettings settings)
{
    private const int FlushBytes = 64 * 1024;
    private readonly Channel<object> _queue = Channel.CreateUnbounded<object>(new() { SingleReader = true });
    private readonly ArrayBufferWriter<byte> _scratch = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _queued;
    private long _heard;

    /// <summary>Who is at the other end.</summary>
    public SiloAddress Peer => peer;

    /// <summary>Counts what came in: it stands still when the other end is silent.</summary>
    public long Heard => Volatile.Read(ref _heard);

    /// <summary>Ends when both directions are closed.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Puts a message into the queue.</summary>
    public SendResult Send(Message message)
    {
        if (Interlocked.Increment(ref _queued) > settings.MaxQueuedMessages)
        {
            Interlocked.Decrement(ref _queued);
            return SendResult.Full;
        }

        return _queue.Writer.TryWrite(message) ? SendResult.Sent : SendResult.Closed;
    }

    /// <summary>Puts something of the engine's own into the queue, which always has room for it.</summary>
    public void Send(FrameKind kind, byte[]? payload = null) => _queue.Writer.TryWrite(new Control(kind, payload ?? []));

    /// <summary>Sends what is in the queue, then closes.</summary>
    public void Finish() => _queue.Writer.TryComplete();

    /// <summary>Closes at once.</summary>
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
        catch (Exception error) when (error is IOException or ConnectionAbortedException or ConnectionResetException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            if (error is InvalidDataException)
                handler.Broken(this, error);
        }

        Abort();
        await writing;
        await context.DisposeAsync();
        _ended.TrySetResult();
        while (_queue.Reader.TryRead(out var left))
        {
            if (left is Message message)
                handler.Unsent(this, message);
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
                    handler.Unreadable(this, unreadable);
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
            throw new InvalidDataException($"A frame of {length} bytes came from {peer}; at most {settings.MaxFrameBytes} are allowed.");
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
        catch (Exception error) when (error is IOException or ConnectionAbortedException or ConnectionResetException or OperationCanceledException or InvalidOperationException)
        {
            // The other end is gone: the reader learns it too, and closes.
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
            handler.Unwritable(this, message, error);
            return;
        }

        WriteFrame(output, FrameKind.Message, _scratch.WrittenSpan);
    }

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

/// <summary>What became of a message that was to be sent.</summary>
internal enum SendResult
{
    /// <summary>It is on its way.</summary>
    Sent,

    /// <summary>Too many are on their way already.</summary>
    Full,

    /// <summary>The connection is closed.</summary>
    Closed,
}

/// <summary>Takes what comes in through connections, and what could not go out.</summary>
internal interface IFrameHandler
{
    void Receive(Connection connection, Message message);

    void Receive(Connection connection, FrameKind kind, byte[] payload);

    /// <summary>The message certainly did not leave this process.</summary>
    void Unsent(Connection connection, Message message);

    /// <summary>The message has no form on the wire: too large, or of a type that cannot travel.</summary>
    void Unwritable(Connection connection, Message message, Exception error);

    void Unreadable(Connection connection, UnreadableMessageException error);

    /// <summary>What came in was no frame; the connection is closed.</summary>
    void Broken(Connection connection, Exception error);
}
