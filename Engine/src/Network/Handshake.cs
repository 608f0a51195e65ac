using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Orleans.Runtime.Network;

/// <summary>
/// How two processes authenticate each other. The one that dials says whom it means and shows that it knows the cluster's secret;
/// versions are compared; then each proves itself to the other, the one that dials first. A proof holds for these two addresses, these
/// two nonces and this role, so relaying it to another silo gains nothing. A stranger learns the protocol versions, and nothing else.
/// Each step is a length (4 bytes, little-endian) and JSON; unknown members are skipped.
/// </summary>
internal sealed class Handshake(
    Credentials credentials, SiloAddress self, bool isSilo,
    IPEndPoint? gateway = null, int oldest = Protocol.Oldest, int newest = Protocol.Newest)
{
    private const string Name = "orleanscalls";

    /// <summary>Shakes hands with the process that was dialed, and returns its address.</summary>
    /// <param name="context">The connection.</param>
    /// <param name="endpoint">The address dialed.</param>
    /// <param name="expected">Who should be there, if that is known.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="HandshakeException">It is no member of this cluster, is not the one expected, or refuses this process.</exception>
    public async Task<SiloAddress> Dial(
        ConnectionContext context, IPEndPoint endpoint, SiloAddress? expected, CancellationToken cancellation)
    {
        // In older versions only the dialing process can tell whether it reached whom it meant, so it must know whom.
        var least = expected is null ? Math.Max(oldest, Protocol.Addressed) : oldest;
        var meeting = new Meeting(newest, self.ToParsableString(), Credentials.NewNonce())
        {
            Meant = expected?.ToParsableString() ?? endpoint.ToString(),
        };
        await HandshakeStep.Send(context, new()
        {
            Protocol = Name,
            Oldest = least,
            Newest = newest,
            Address = meeting.Dialing,
            IsSilo = isSilo,
            Nonce = meeting.DialersNonce,
            Meant = meeting.Meant,
            Proof = credentials.Prove(Role.Dialing, meeting),
        }, cancellation);

        var challenge = await HandshakeStep.Receive(context, cancellation);
        Check(challenge);
        var peer = AddressOf(challenge);
        var version = Math.Max(challenge.Version, Protocol.Oldest);
        if (version < least || version > newest)
            throw Malformed();
        if (expected is not null && !peer.Endpoint.Equals(expected.Endpoint))
            throw Elsewhere($"{peer} answers where {expected} should be");
        meeting = meeting with
        {
            Version = version,
            Accepting = peer.ToParsableString(),
            AcceptersNonce = challenge.Nonce ?? throw Malformed(),
        };
        await HandshakeStep.Send(context, new() { Proof = credentials.Prove(Role.Dialer, meeting) }, cancellation);

        var welcome = await HandshakeStep.Receive(context, cancellation);
        Check(welcome);
        if (!Credentials.Same(welcome.Proof, credentials.Prove(Role.Of(welcome, version), meeting)))
            throw Strange();
        if (welcome.Evicted)
            throw new HandshakeException(HandshakeFailure.Evicted, "The cluster has declared this process dead.");
        return expected is null || expected.Equals(peer) ? peer
            : throw new HandshakeException(HandshakeFailure.Replaced, $"{peer} has taken the place of {expected}.");
    }

    /// <summary>Shakes hands with the process that connected, and returns its address.</summary>
    /// <param name="context">The connection.</param>
    /// <param name="ofSilos">Whether the port is for silos.</param>
    /// <param name="isEvicted">Whether a silo was declared dead.</param>
    /// <param name="vouched">Called when it has shown that it knows the secret, before it has proved who it is.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="HandshakeException">It is not a member of this cluster.</exception>
    public async Task<SiloAddress> Accept(
        ConnectionContext context, bool ofSilos, Func<SiloAddress, bool> isEvicted, Action vouched, CancellationToken cancellation)
    {
        var hello = await HandshakeStep.Receive(context, cancellation);
        if (!string.Equals(hello.Protocol, Name, StringComparison.Ordinal))
            throw Malformed();
        if (hello.Newest < oldest || hello.Oldest > newest)
        {
            var refusal = new HandshakeStep { Refusal = HandshakeFailure.Version, Oldest = oldest, Newest = newest };
            await HandshakeStep.Send(context, refusal, cancellation);
            throw Versions(hello);
        }

        var peer = AddressOf(hello);
        if (hello.IsSilo != ofSilos || peer.IsClient == ofSilos)
            throw new HandshakeException(
                HandshakeFailure.Malformed,
                ofSilos ? "A client used the silos' port instead of the gateway port." : "A silo used the gateway port.");
        var version = Math.Min(newest, hello.Newest);
        var meeting = new Meeting(hello.Newest, peer.ToParsableString(), hello.Nonce ?? throw Malformed()) { Meant = hello.Meant ?? "" };
        if (version >= Protocol.Addressed)
        {
            await Demand(Credentials.Same(hello.Proof, credentials.Prove(Role.Dialing, meeting)), context, Strange(), cancellation);
            await Demand(IsSelf(meeting.Meant), context, Elsewhere($"{peer} wants {meeting.Meant}, but this is {self}"), cancellation);
            vouched();
        }

        meeting = meeting with { Version = version, Accepting = self.ToParsableString(), AcceptersNonce = Credentials.NewNonce() };
        var challenge = new HandshakeStep { Version = version, Address = meeting.Accepting, Nonce = meeting.AcceptersNonce };
        await HandshakeStep.Send(context, challenge, cancellation);
        var proof = await HandshakeStep.Receive(context, cancellation);
        await Demand(Credentials.Same(proof.Proof, credentials.Prove(Role.Dialer, meeting)), context, Strange(), cancellation);

        var welcome = new HandshakeStep { Evicted = isEvicted(peer) };
        await HandshakeStep.Send(context, welcome with { Proof = credentials.Prove(Role.Of(welcome, version), meeting) }, cancellation);
        return welcome.Evicted
            ? throw new HandshakeException(HandshakeFailure.Evicted, $"{peer} was declared dead and came back.")
            : peer;
    }

    // By advertised addresses, not those of sockets: ports may be mapped on the way. Whoever wants an earlier run at this address is
    // told who is here now.
    private bool IsSelf(string meant)
    {
        try
        {
            return meant.Contains('@', StringComparison.Ordinal)
                ? SiloAddress.FromParsableString(meant).Endpoint.Equals(self.Endpoint)
                : IPEndPoint.TryParse(meant, out var endpoint) && endpoint.Equals(gateway);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static async Task Demand(bool holds, ConnectionContext context, HandshakeException refusal, CancellationToken cancellation)
    {
        if (holds)
            return;
        await HandshakeStep.Send(context, new() { Refusal = refusal.Failure }, cancellation);
        throw refusal;
    }

    private void Check(HandshakeStep step)
    {
        switch (step.Refusal)
        {
            case HandshakeFailure.None:
                return;
            case HandshakeFailure.Version:
                throw Versions(step);
            case HandshakeFailure.Stranger:
                throw Strange();
            case HandshakeFailure.Elsewhere:
                throw Elsewhere("Another silo answers there");
            default:
                throw Malformed();
        }
    }

    private HandshakeException Versions(HandshakeStep theirs) => new(
        HandshakeFailure.Version,
        $"It speaks versions {theirs.Oldest} to {theirs.Newest} of the protocol, this process {oldest} to {newest}:"
        + " upgrade the older one step by step, through a release that speaks both.");

    private static HandshakeException Strange() => new(
        HandshakeFailure.Stranger,
        "It has another Orleans:ClusterSecret or Orleans:ClusterId than this process: give all processes of a cluster the same.");

    private static HandshakeException Elsewhere(string what) => new(
        HandshakeFailure.Elsewhere,
        $"{what}: a port is mapped to the wrong silo (Silo:AdvertisedAddress, Silo:Port, Silo:GatewayPort), or connections are relayed.");

    private static HandshakeException Malformed() => HandshakeException.Malformed();

    private static SiloAddress AddressOf(HandshakeStep step)
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

    private static class Role
    {
        public const string Dialing = "dialing";

        public const string Dialer = "dialer";

        /// <summary>The welcome also tells whether the other was declared dead.</summary>
        public static string Of(HandshakeStep welcome, int version) =>
            welcome.Evicted && version >= Protocol.Addressed ? "evicter" : "accepter";
    }
}
