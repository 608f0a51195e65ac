using System.Buffers;
using System.Text.Json;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;
using Orleans.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>
/// A response from another process: a block that says whether the request failed, then the value or error as JSON. Only the caller knows
/// its type.
/// </summary>
internal sealed class ResponseBody(Node node, ReadOnlySequence<byte> body) : Response
{
    private const byte Value = 0;
    private const byte Error = 1;

    public static void Write(Response response, WireScratch scratch)
    {
        scratch.Block.Byte(response is ErrorResponse ? Error : Value);
        scratch.Block.Flush(scratch.Output);
        response.Write(scratch.Json);
        scratch.Json.Flush();
    }

    public override bool Complete(IPendingCall caller) => caller.TryComplete(this);

    public override void Write(Utf8JsonWriter json) => throw new NotSupportedException("A received response is not forwarded.");

    /// <summary>The outcome: an error, or else the value.</summary>
    public Exception? Read<T>(out T value)
    {
        value = default!;
        try
        {
            using var bytes = new ContiguousBytes(body);
            var reader = new WireReader(bytes.Span);
            var failed = reader.Block().Byte() == Error;
            var json = WireJson.Reader(reader.Rest);
            using (WireJson.On(node))
            {
                if (failed)
                    return WireValue.ReadOnly<Exception>(ref json) ?? throw new FormatException("The error is missing.");
                if (typeof(T) != typeof(Nothing))
                    value = WireValue.ReadOnly<T>(ref json);
                return null;
            }
        }
        catch (Exception error)
        {
            return new SerializerException($"The response, a value of {typeof(T)}, cannot be read: {error.Message}", error);
        }
    }
}
