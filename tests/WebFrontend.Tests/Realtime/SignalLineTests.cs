using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using Orleans;
using OrleansCalls.Calls;

namespace OrleansCalls.Realtime;

public sealed class SignalLineTests : IDisposable
{
    private readonly List<string[]> _messages = [];
    private readonly Dictionary<string, TaskCompletionSource> _gates = [];
    private readonly CallGateway _calls;
    private readonly CancellationTokenSource _aborted = new();
    private readonly SignalLine _line;

    public SignalLineTests()
    {
        _line = new SignalLine(new Leg("alice", "a1"), _aborted.Token);
        var grains = Substitute.For<IGrainFactory>();
        var call = Substitute.For<ICallGrain>();
        call.Signal(Arg.Any<ImmutableArray<SendSignal>>()).Returns(told => Relay(told.Arg<ImmutableArray<SendSignal>>()));
        grains.GetGrain<ICallGrain>(Arg.Any<string>()).Returns(call);
        _calls = new CallGateway(
            grains,
            new CommandRepeater(TimeProvider.System, NullLogger<CommandRepeater>.Instance),
            Options.Create(new CallsOptions()),
            NullLogger<CallGateway>.Instance);
    }

    [Fact]
    public async Task WhatComesWhileOthersAreUnderWay_GoesTogether_InOrder_EachWithItsAnswer()
    {
        var callId = CallId.New();
        var gate = _gates["offer"] = new TaskCompletionSource();
        var offer = _line.Send(Signal(callId, "offer"), _calls);
        var rest = new[] { "one", "bad", "two" }.Select(payload => _line.Send(Signal(callId, payload), _calls)).ToArray();
        Assert.Equal([["offer"]], _messages);

        gate.SetResult();

        Assert.Null(await offer);
        Assert.Equal([null, "not_bound", null], (await Task.WhenAll(rest)).Select(refusal => refusal?.Code));
        Assert.Equal([["offer"], ["one", "bad", "two"]], _messages);
    }

    [Fact]
    public async Task SignalsOfAnotherCall_GoByThemselves()
    {
        var gate = _gates["offer"] = new TaskCompletionSource();
        var (first, second) = (CallId.New(), CallId.New());
        Task<Refusal?>[] all =
        [
            _line.Send(Signal(first, "offer"), _calls), _line.Send(Signal(first, "a"), _calls),
            _line.Send(Signal(second, "b"), _calls), _line.Send(Signal(first, "c"), _calls),
        ];
        gate.SetResult();
        await Task.WhenAll(all);
        Assert.Equal([["offer"], ["a"], ["b"], ["c"]], _messages);
    }

    [Fact]
    public async Task AFailure_IsThoseSignalsOwn()
    {
        var callId = CallId.New();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => _line.Send(Signal(callId, "broken"), _calls));
        Assert.Equal("broken", failure.Message);
        Assert.Null(await _line.Send(Signal(callId, "well"), _calls));
    }

    [Fact]
    public async Task WhatWaitsWhenTheConnectionIsGone_IsNotSent()
    {
        var callId = CallId.New();
        var gate = _gates["offer"] = new TaskCompletionSource();
        var offer = _line.Send(Signal(callId, "offer"), _calls);
        var waiting = _line.Send(Signal(callId, "candidate"), _calls);
        await _aborted.CancelAsync();
        gate.SetResult();
        await offer;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal([["offer"]], _messages);
    }

    public void Dispose() => _aborted.Dispose();

    private static SignalRequest Signal(string callId, string payload) => new(callId, null, SignalType.Ice, payload, null, null);

    private async Task<ImmutableArray<Refusal?>> Relay(ImmutableArray<SendSignal> signals)
    {
        _messages.Add([.. signals.Select(signal => signal.Payload)]);
        if (_gates.TryGetValue(signals[0].Payload, out var gate))
            await gate.Task;
        return signals[0].Payload == "broken"
            ? throw new InvalidOperationException("broken")
            : [.. signals.Select(signal => signal.Payload == "bad" ? Refusal.NotBound : null)];
    }
}
