using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Connections;

namespace Orleans.Runtime.Network;

/// <summary>
/// How two processes meet: versions are compared, then each proves that it knows the cluster's secret, the one that dials first.
/// A stranger learns the versions spoken here, and nothing else. Each step is a length (4 bytes, little-endian) and JSON; members
/// that are not known are skipped.
/// </summary>
internal sealed class Handshake(Credentials credentials, SiloAddress self, bool isSilo, int oldest = Protocol.Oldest, int newest = Protocol.Newest)
{
    private const string Name = "orleanscalls";

    /// <summary>Meets the process that listens at the other end, and returns its address.</summary>
    /// <param name="context">The connection.</param>
    /// <param name="expected">Who should be there, when that is known.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="HandshakeException">It is not a member of this cluster, or not the one expected, or will not have this process.</exception>
    public async Task<SiloAddress> Dial(ConnectionContext context, SiloAddress? expected, CancellationToken cancellation)
    {
        var mine = Credentials.NewNonce();
        await Send(context, new() { Protocol = Name, Oldest = oldest, Newest = newest, Address = self.ToParsableString(), IsSilo = isSilo, Nonce = mine }, cancellation);
        var challenge = await Receive(context, cancellation);
        Check(challenge);
        var peer = AddressOf(challenge);
        var theirs = challenge.Nonce ?? throw Malformed();
        await Send(context, new() { Proof = credentials.Prove(dialer: true, self, peer, mine, theirs) }, cancellation);
        var welcome = await Receive(context, cancellation);
        Check(welcome);
        if (!Credentials.Same(welcome.Proof, credentials.Prove(dialer: false, self, peer, mine, theirs)))
            throw Strange();
        if (welcome.Evicted)
            throw new HandshakeException(HandshakeFailure.Evicted, "The cluster has declared this process dead.");
        return expected is null || expected.Equals(peer) ? peer
            : throw new HandshakeException(HandshakeFailure.Replaced, $"{peer} is where {expected} was.");
    }

    /// <summary>Meets the process that connected, and returns its address.</summary>
    /// <exception cref="HandshakeException">It is not a member of this cluster.</exception>
    public async Task<SiloAddress> Accept(ConnectionContext context, bool ofSilos, Func<SiloAddress, bool> isEvicted, CancellationToken cancellation)
    {
        var hello = await Receive(context, cancellation);
        if (!string.Equals(hello.Protocol, Name, StringComparison.Ordinal))
            throw Malformed();
        if (hello.Newest < oldest || hello.Oldest > newest)
        {
            await Send(context, new() { Refusal = HandshakeFailure.Version, Oldest = oldest, Newest = newest }, cancellation);
            throw Versions(hello);
        }

        var peer = AddressOf(hello);
        if (hello.IsSilo != ofSilos || peer.IsClient == ofSilos)
            throw new HandshakeException(HandshakeFailure.Malformed, ofSilos ? "A client came to the port of silos; clients use the gateway port." : "A silo came to the port of clients.");
        var theirs = hello.Nonce ?? throw Malformed();
        var mine = Credentials.NewNonce();
        await Send(context, new() { Address = self.ToParsableString(), Nonce = mine }, cancellation);
        var proof = await Receive(context, cancellation);
        if (!Credentials.Same(proof.Proof, credentials.Prove(dialer: true, peer, self, theirs, mine)))
        {
            await Send(context, new() { Refusal = HandshakeFailure.Stranger }, cancellation);
            throw Strange();
        }

        var evicted = isEvicted(peer);
        await Send(context, new() { Proof = credentials.Prove(dialer: false, peer, self, theirs, mine), Evicted = evicted }, cancellation);
        return evicted ? throw new HandshakeException(HandshakeFailure.Evicted, $"{peer} was declared dead and came back.") : peer;
    }

    private void Check(Step step)
    {
        switch (step.Refusal)
        {
            case HandshakeFailure.None:
                return;
            case HandshakeFailure.Version:
                throw Versions(step);
            case HandshakeFailure.Stranger:
                throw Strange();
            default:
                throw Malformed();
        }
    }

    private HandshakeException Versions(Step theirs) => new(
        HandshakeFailure.Version,
        $"It speaks versions {theirs.Oldest} to {theirs.Newest} of the protocol, this process {oldest} to {newest}: upgrade the older one step by step, through a release that speaks both.");

    private static HandshakeException Strange() => new(
        HandshakeFailure.Stranger, "It has another Orleans:ClusterSecret or Orleans:ClusterId than this process: give all silos and front-ends of one cluster the same.");

    private static HandshakeException Malformed() => new(HandshakeFailure.Malformed, "It does not speak this protocol.");

    private static SiloAddress AddressOf(Step step)
    {
        try
        {
            return SiloAddress.FromParsableString(step.Address ?? "");
        }
        catch (FormatException)
        {
            throw Malformed();
        }
    }

    private static async Task Send(ConnectionContext context, Step step, CancellationToken cancellation)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(step, HandshakeJson.Default.Step);
        var bytes = new byte[4 + json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, json.Length);
        json.CopyTo(bytes, 4);
        await context.Transport.Output.WriteAsync(bytes, cancellation);
    }

    private static async Task<Step> Receive(ConnectionContext context, CancellationToken cancellation)
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

    private static bool TryRead(ReadOnlySequence<byte> buffer, out Step step, out SequencePosition end)
    {
        step = null!;
        end = default;
        if (buffer.Length < 4)
            return false;
        Span<byte> head = stackalloc byte[4];
        buffer.Slice(0, 4).CopyTo(head);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is < 2 or > Protocol.MaxHandshakeBytes)
            throw Malformed();
        if (buffer.Length < 4 + length)
            return false;
        var json = new Utf8JsonReader(buffer.Slice(4, length));
        try
        {
            step = JsonSerializer.Deserialize(ref json, HandshakeJson.Default.Step) ?? throw Malformed();
        }
        catch (JsonException)
        {
            throw Malformed();
        }

        end = buffer.GetPosition(4 + length);
        return true;
    }

    internal sealed record Step
    {
        public string? Protocol { get; init; }

        public int Oldest { get; init; }

        public int Newest { get; init; }

        public string? Address { get; init; }

        public bool IsSilo { get; init; }

        public byte[]? Nonce { get; init; }

        public byte[]? Proof { get; init; }

        public bool Evicted { get; init; }

        public HandshakeFailure Refusal { get; init; }
    }
}

/// <summary>Why two processes do not work together.</summary>
internal enum HandshakeFailure
{
    /// <summary>They do.</summary>
    None,

    /// <summary>They have no version of the protocol in common.</summary>
    Version,

    /// <summary>They do not know the same secret.</summary>
    Stranger,

    /// <summary>The one that dials was declared dead.</summary>
    Evicted,

    /// <summary>Another life of the process, or another process, is at that address.</summary>
    Replaced,

    /// <summary>What came was not of this protocol.</summary>
    Malformed,

    /// <summary>The other end closed.</summary>
    Closed,
}

/// <summary>Two processes do not work together; the message says why and what to do.</summary>
internal sealed class HandshakeException(HandshakeFailure failure, string message) : OrleansException(message)
{
    public HandshakeFailure Failure => failure;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, MaxDepth = 4)]
[JsonSerializable(typeof(Handshake.Step))]
internal sealed partial class HandshakeJson : JsonSerializerContext;
