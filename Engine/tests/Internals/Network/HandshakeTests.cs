using System.Net;
using Microsoft.AspNetCore.Connections;
using Orleans.Runtime.Network;

namespace OrleansCalls.Engine.Tests.Internals.Network;

/// <summary>A proof holds for one handshake of two processes, and only for whom the dialing one means.</summary>
public sealed class HandshakeTests
{
    private const int Before = 1;
    private static readonly SiloAddress A = Silo("10.0.0.1:11111@5");
    private static readonly SiloAddress B = Silo("10.0.0.2:11111@6");
    private static readonly SiloAddress C = Silo("10.0.0.3:11111@7");
    private static readonly SiloAddress Client = Silo("10.0.0.9:0@-8");
    private static readonly IPEndPoint Gateway = IPEndPoint.Parse("10.0.0.2:30000");
    private bool _vouched;

    [Theory]
    [InlineData(Protocol.Newest, Protocol.Newest)]
    [InlineData(Before, Protocol.Newest)]
    [InlineData(Protocol.Newest, Before)]
    public async Task Processes_of_this_version_and_of_the_one_before_meet(int dialers, int accepters)
    {
        var (dialed, accepted) = await Meet(A, B, B, dialers, accepters);

        Assert.Equal(B, await dialed);
        Assert.Equal(A, await accepted);
        Assert.Equal(dialers == Protocol.Newest && accepters == Protocol.Newest, _vouched);
    }

    [Fact]
    public async Task Who_passes_a_connection_on_to_another_silo_is_refused_there()
    {
        var (dialed, accepted) = await Meet(A, meant: B, C);

        Assert.Equal(HandshakeFailure.Elsewhere, (await Assert.ThrowsAsync<HandshakeException>(() => dialed)).Failure);
        Assert.Equal(HandshakeFailure.Elsewhere, (await Assert.ThrowsAsync<HandshakeException>(() => accepted)).Failure);
        Assert.False(_vouched);
    }

    [Fact]
    public async Task Nobody_is_given_a_proof_for_a_silo_that_was_not_meant()
    {
        // The previous version does not say whom it means; this one checks for itself.
        var (dialed, accepted) = await Meet(A, meant: B, C, accepters: Before);

        Assert.Equal(HandshakeFailure.Elsewhere, (await Assert.ThrowsAsync<HandshakeException>(() => dialed)).Failure);
        Assert.Equal(HandshakeFailure.Closed, (await Assert.ThrowsAsync<HandshakeException>(() => accepted)).Failure);
    }

    [Fact]
    public async Task A_later_life_at_the_address_says_so()
    {
        var later = SiloAddress.New(B.Endpoint, B.Generation + 1);

        var (dialed, _) = await Meet(A, meant: B, later);

        Assert.Equal(HandshakeFailure.Replaced, (await Assert.ThrowsAsync<HandshakeException>(() => dialed)).Failure);
    }

    [Fact]
    public async Task A_client_that_knows_only_a_gateway_meets_the_silo_whose_gateway_it_is_and_no_other()
    {
        var (dialed, accepted) = await MeetAtGateway(Gateway);
        Assert.Equal((B, Client), (await dialed, await accepted));

        (dialed, accepted) = await MeetAtGateway(IPEndPoint.Parse("10.0.0.3:30000"));
        Assert.Equal(HandshakeFailure.Elsewhere, (await Assert.ThrowsAsync<HandshakeException>(() => dialed)).Failure);
        await Assert.ThrowsAsync<HandshakeException>(() => accepted);
    }

    [Fact]
    public async Task A_client_that_knows_only_a_gateway_does_not_trust_the_version_before()
    {
        var (dialed, _) = await MeetAtGateway(Gateway, accepters: Before);

        Assert.Equal(HandshakeFailure.Version, (await Assert.ThrowsAsync<HandshakeException>(() => dialed)).Failure);
    }

    [Fact]
    public async Task Who_listens_in_cannot_use_what_it_heard()
    {
        var heard = new List<HandshakeStep>();
        await MemoryConnection.Meet(
            context => Dial(A, B, context),
            async context =>
            {
                heard.Add(await HandshakeStep.Receive(context, default));
                var challenge = new HandshakeStep
                {
                    Version = Protocol.Newest,
                    Address = B.ToParsableString(),
                    Nonce = Credentials.NewNonce(),
                };
                await HandshakeStep.Send(context, challenge, default);
                heard.Add(await HandshakeStep.Receive(context, default));
                return A;
            });

        var (_, accepted) = await MemoryConnection.Meet(
            async context =>
            {
                await HandshakeStep.Send(context, heard[0], default);
                await HandshakeStep.Receive(context, default);
                await HandshakeStep.Send(context, heard[1], default);
                var answer = await HandshakeStep.Receive(context, default);
                return answer.Refusal is HandshakeFailure.Stranger ? A : throw new InvalidOperationException("It was let in.");
            },
            context => Accept(B, context));

        Assert.Equal(HandshakeFailure.Stranger, (await Assert.ThrowsAsync<HandshakeException>(() => accepted)).Failure);
    }

    [Fact]
    public async Task Who_stands_between_cannot_tell_a_silo_that_it_is_dead()
    {
        var far = new MemoryConnection();
        var accepting = Accept(B, far.Accepter);
        var (dialed, _) = await MemoryConnection.Meet(
            context => Dial(A, B, context),
            async context =>
            {
                for (var step = 0; step < 2; step++)
                {
                    await HandshakeStep.Send(far.Dialer, await HandshakeStep.Receive(context, default), default);
                    var answer = await HandshakeStep.Receive(far.Dialer, default);
                    await HandshakeStep.Send(context, answer with { Evicted = step == 1 }, default);
                }

                return A;
            });

        Assert.Equal(HandshakeFailure.Stranger, (await Assert.ThrowsAsync<HandshakeException>(() => dialed)).Failure);
        Assert.Equal(A, await accepting);
    }

    private static SiloAddress Silo(string address) => SiloAddress.FromParsableString(address);

    private static Credentials Secret() => new("test", "the secret of this test");

    private static Task<SiloAddress> Dial(SiloAddress from, SiloAddress meant, ConnectionContext context, int newest = Protocol.Newest) =>
        new Handshake(Secret(), from, isSilo: !from.IsClient, newest: newest).Dial(context, meant.Endpoint, meant, default);

    private Task<SiloAddress> Accept(SiloAddress self, ConnectionContext context, int newest = Protocol.Newest) =>
        new Handshake(Secret(), self, isSilo: true, Gateway, newest: newest)
            .Accept(context, ofSilos: true, _ => false, () => _vouched = true, default);

    private Task<(Task<SiloAddress> Dialed, Task<SiloAddress> Accepted)> Meet(
        SiloAddress from, SiloAddress meant, SiloAddress at, int dialers = Protocol.Newest, int accepters = Protocol.Newest) =>
        MemoryConnection.Meet(context => Dial(from, meant, context, dialers), context => Accept(at, context, accepters));

    private static Task<(Task<SiloAddress> Dialed, Task<SiloAddress> Accepted)> MeetAtGateway(
        IPEndPoint dialed, int accepters = Protocol.Newest) => MemoryConnection.Meet(
        context => new Handshake(Secret(), Client, isSilo: false).Dial(context, dialed, expected: null, default),
        context => new Handshake(Secret(), B, isSilo: true, Gateway, newest: accepters)
            .Accept(context, ofSilos: false, _ => false, () => { }, default));
}
