using System.Text.Json;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;
using Orleans.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>The body of a request: a block that names the method, then the arguments as an array of JSON.</summary>
internal static class RequestBody
{
    // The callee needs a token that can be cancelled; the cancellation itself comes as a message.
    private static readonly CancellationTokenSource Cancellable = new();

    [Flags]
    private enum Has : uint
    {
        None = 0,
        Cancellation = 1,
        Values = 1 << 1,
        Reentrancy = 1 << 2,
    }

    public static void Write(Request request, RequestValues? context, WireScratch scratch)
    {
        var shape = request.Shape;
        var values = context?.Values;
        var reentrancy = context?.Reentrancy ?? Guid.Empty;
        var has = (request.IsCancellable && request.Cancellation.CanBeCanceled ? Has.Cancellation : Has.None)
            | (values is null ? Has.None : Has.Values)
            | (reentrancy == Guid.Empty ? Has.None : Has.Reentrancy);

        var block = scratch.Block;
        block.Bytes(shape.InterfaceType.Value.AsSpan());
        block.UInt32(shape.Id);
        block.Varint((uint)has);
        if (has.HasFlag(Has.Reentrancy))
            reentrancy.TryWriteBytes(block.Fixed(16));
        block.Flush(scratch.Output);

        var json = scratch.Json;
        json.WriteStartArray();
        if (values is not null)
            WireValue.Write(json, values);
        request.WriteArguments(json);
        json.WriteEndArray();
        json.Flush();
    }

    public static void Read(Message message, WireReader reader, Node node)
    {
        var block = reader.Block();
        var request = RequestTable.Create(block.Bytes(), block.UInt32());
        var has = (Has)(uint)block.Varint();
        var reentrancy = has.HasFlag(Has.Reentrancy) ? new Guid(block.Fixed(16)) : Guid.Empty;
        if (has.HasFlag(Has.Cancellation) && request.IsCancellable)
            request.Cancellation = Cancellable.Token;

        var json = WireJson.Reader(reader.Rest);
        if (!json.Read() || json.TokenType is not JsonTokenType.StartArray)
            throw new SerializerException("There are no arguments.");
        using (WireJson.On(node))
        {
            var values = has.HasFlag(Has.Values) ? WireValue.ReadNext<Dictionary<string, object>>(ref json) : null;
            request.ReadArguments(ref json);
            message.Context = RequestValues.Create(values, reentrancy);
        }

        message.Body = request;
    }
}
