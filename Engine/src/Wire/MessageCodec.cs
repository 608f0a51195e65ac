using System.Buffers;
using Orleans.Configuration;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;
using Orleans.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>Messages as bytes: a block of headers, then the body. The body of a message that is only relayed is not read.</summary>
internal sealed class MessageCodec(Node node, MessagingOptions options)
{
    /// <summary>Writes a message, without its length.</summary>
    /// <exception cref="SerializerException">A value cannot be written, or the body is too large; discard the output.</exception>
    public void Write(Message message, IBufferWriter<byte> output)
    {
        var scratch = WireScratch.Rent();
        try
        {
            MessageHeader.Write(message, node, scratch.Block);
            scratch.Block.Flush(output);
            scratch.Output.Begin(output, options.MaxMessageBodySize);
            WriteBody(message, scratch);
        }
        catch (Exception error)
        {
            throw new SerializerException($"{message} cannot be sent: {error.Message}", error);
        }
        finally
        {
            scratch.Return();
        }
    }

    /// <summary>Reads a message. The body of a response is read when its caller is found; until then the bytes must not change.</summary>
    /// <param name="payload">What <see cref="Write"/> wrote.</param>
    /// <param name="peer">Who sent these bytes.</param>
    /// <exception cref="UnreadableMessageException">It cannot be read.</exception>
    public Message Read(ReadOnlySequence<byte> payload, SiloAddress peer)
    {
        using var bytes = new ContiguousBytes(payload);
        Message? message = null;
        try
        {
            var reader = new WireReader(bytes.Span);
            message = MessageHeader.Read(reader.Block(), node, peer);
            if (message.Destination is { } destination && !destination.Equals(node.Address))
                message.Body = new RawBody(reader.Rest.ToArray());
            else
                ReadBody(message, reader, payload.Slice(bytes.Span.Length - reader.Rest.Length));
            return message;
        }
        catch (Exception error)
        {
            var what = message?.ToString() ?? "A message";
            throw new UnreadableMessageException($"{what} cannot be read by {node.Address}: {error.Message}", message, error);
        }
    }

    private static void WriteBody(Message message, WireScratch scratch)
    {
        switch (message.Body)
        {
            case RawBody raw:
                scratch.Output.Write(raw.Bytes);
                break;
            case Request request:
                RequestBody.Write(request, scratch);
                break;
            case Response response:
                ResponseBody.Write(response, scratch);
                break;
            case SiloAddress address:
                scratch.Block.Bytes(address.Utf8);
                scratch.Block.Flush(scratch.Output);
                break;
            case null:
                break;
            default:
                throw new SerializerException($"A message has no body of type {message.Body.GetType()}.");
        }
    }

    private void ReadBody(Message message, WireReader reader, ReadOnlySequence<byte> body)
    {
        switch (message.Kind)
        {
            case MessageKind.Request or MessageKind.OneWay:
                RequestBody.Read(message, reader, node);
                break;
            case MessageKind.Response:
                message.Body = new ResponseBody(node, body);
                break;
            case MessageKind.Forwarded:
                message.Body = reader.Block().Address();
                break;
            default:
                throw new FormatException("This kind of message is unknown.");
        }
    }
}
