using System.Text.Json;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;
using Orleans.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>The body of a request: a block that names the method, then the arguments as a JSON array.</summary>
internal static class RequestBody
{
    public static void Write(Request request, WireScratch scratch)
    {
        var shape = request.Shape;
        var block = scratch.Block;
        block.Bytes(shape.InterfaceType.AsSpan());
        block.UInt32(shape.Id);

        // Flags, all unused.
        block.Varint(0);
        block.Flush(scratch.Output);

        var json = scratch.Json;
        json.WriteStartArray();
        request.WriteArguments(json);
        json.WriteEndArray();
        json.Flush();
    }

    public static void Read(Message message, WireReader reader, Node node)
    {
        var block = reader.Block();
        var request = RequestTable.Create(block.Bytes(), block.UInt32());
        var json = WireJson.Reader(reader.Rest);
        if (!json.Read() || json.TokenType is not JsonTokenType.StartArray)
            throw new SerializerException("There are no arguments.");
        using (WireJson.On(node))
            request.ReadArguments(ref json);
        message.Body = request;
    }
}
