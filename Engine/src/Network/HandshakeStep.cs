using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Connections;

namespace Orleans.Runtime.Network;

/// <summary>One step of a handshake.</summary>
internal sealed record HandshakeStep
{
    public string? Protocol { get; init; }

    public int Oldest { get; init; }

    public int Newest { get; init; }

    public int Version { get; init; }

    public string? Meant { get; init; }

    public string? Address { get; init; }

    public bool IsSilo { get; init; }

    public byte[]? Nonce { get; init; }

    public byte[]? Proof { get; init; }

    public bool Evicted { get; init; }

    public HandshakeFailure Refusal { get; init; }

    public static async Task Send(ConnectionContext context, HandshakeStep step, CancellationToken cancellation)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(step, HandshakeJson.Default.HandshakeStep);
        var bytes = new byte[4 + json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, json.Length);
        json.CopyTo(bytes, 4);
        await context.Transport.Output.WriteAsync(bytes, cancellation);
    }

    public static async Task<HandshakeStep> Receive(ConnectionContext context, CancellationToken cancellation)
    {
        var input = context.Transport.Input;
        while (true)
        {
            var result = await input.ReadAsync(cancellation);
            var buffer = result.Buffer;
            if (TryRead(buffer, out var step, out var end))
            {
                input.AdvanceTo(end);
                return step;
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                throw new HandshakeException(HandshakeFailure.Closed, "It closed the connection.");
        }
    }

    private static bool TryRead(ReadOnlySequence<byte> buffer, out HandshakeStep step, out SequencePosition end)
    {
        step = null!;
        end = default;
        if (buffer.Length < 4)
            return false;
        Span<byte> head = stackalloc byte[4];
        buffer.Slice(0, 4).CopyTo(head);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is < 2 or > Network.Protocol.MaxHandshakeBytes)
            throw HandshakeException.Malformed();
        if (buffer.Length < 4 + length)
            return false;
        var json = new Utf8JsonReader(buffer.Slice(4, length));
        try
        {
            step = JsonSerializer.Deserialize(ref json, HandshakeJson.Default.HandshakeStep) ?? throw HandshakeException.Malformed();
        }
        catch (JsonException)
        {
            throw HandshakeException.Malformed();
        }

        end = buffer.GetPosition(4 + length);
        return true;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    MaxDepth = 4)]
[JsonSerializable(typeof(HandshakeStep))]
internal sealed partial class HandshakeJson : JsonSerializerContext;
