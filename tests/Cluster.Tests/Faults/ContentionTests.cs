using OrleansCalls.Cluster.Tests.History;
using OrleansCalls.Cluster.Tests.Load;
using OrleansCalls.Cluster.Tests.Processes;
using OrleansCalls.Testing;
using Xunit.Abstractions;

namespace OrleansCalls.Cluster.Tests.Faults;

/// <summary>FAULTS 14 and 15: people and networks that do things at once, twice, late and in another order.</summary>
[Collection(PlainCluster.Name)]
public sealed class ContentionTests(PlainCluster.Fixture fixture, ITestOutputHelper output) : FaultTest(fixture, output)
{
    private const int Crossings = 1000;
    private const int Pairs = 20;
    private const int Copies = 4;

    [FaultFact]
    public async Task Row_14_two_people_who_call_each_other_at_once_get_one_call()
    {
        await using var crowd = await Crowd.Gather(Cluster, 2 * Pairs);
        await Task.WhenAll(crowd.Pairs.Select(async pair =>
        {
            for (var i = 0; i < Crossings / Pairs; i++)
                await Cross(pair.Caller, pair.Callee);
        }));
        await Judge(crowd);
    }

    [FaultFact]
    public async Task Row_15_doubled_and_late_commands_do_nothing_more()
    {
        await using var crowd = await Crowd.Gather(Cluster, 2 * Pairs);
        await Task.WhenAll(crowd.Pairs.Select(async (pair, seed) =>
        {
            var (caller, callee) = pair;
            var random = new Random(seed);
            var callId = Guid.CreateVersion7().ToString();
            var made = await Doubled(() => caller.Call(callee, callId));
            Assert.All(made, operation =>
                Assert.Equal((Outcome.Ok, callId, 1), (operation.Outcome, operation.Seen?.CallId, operation.Seen?.Version)));

            Func<Task<Operation>>[] middle =
            [
                () => callee.Do(Commands.Answer, callId),
                () => caller.Call(callee, callId),
                () => callee.Do(Commands.Connected, callId),
                () => caller.Do(Commands.Connected, callId),
            ];
            await Doubled(middle, random);
            await Doubled(() => caller.Do(Commands.Connected, callId));
            Func<Task<Operation>>[] end =
                [() => caller.Do(Commands.HangUp, callId), () =>
                callee.Do(Commands.HangUp, callId), () => callee.Do(Commands.Answer, callId)];
            await Doubled(end, random);
            var late = await Doubled([.. middle, () => callee.Do(Commands.Reject, callId)], random);
            Assert.All(late, operation =>
                Assert.Equal((Outcome.Ok, callId, CallStates.Ended), (operation.Outcome, operation.Seen?.CallId, operation.Seen?.State)));
        }));
        await Judge(crowd);
    }

    [FaultFact]
    public async Task Row_15_signals_come_once_each_to_the_bound_device_and_not_after_the_end()
    {
        await using var crowd = await Crowd.Gather(Cluster, 2 * Pairs);
        await Task.WhenAll(crowd.Pairs.Select(async (pair, _) =>
        {
            var (caller, callee) = pair;
            var callId = Guid.CreateVersion7().ToString();
            await caller.Call(callee, callId);
            await callee.Do(Commands.Answer, callId);
            string[] sent = [.. Enumerable.Range(0, 20).Select(i => $"{callId} {i}")];
            await Task.WhenAll(sent.Select(payload => Signal(caller, callId, payload)));
            await Eventually.Holds(() => callee.Signals.Count >= sent.Length);
            await caller.Do(Commands.HangUp, callId);
            var refused = await Assert.ThrowsAsync<HubRefusedException>(() => Signal(caller, callId, "late"));
            Assert.Equal("not_bound", refused.Code);

            // Their order is in their numbers, not in their coming.
            Assert.Equal(sent.Order(StringComparer.Ordinal), callee.Signals.Order(StringComparer.Ordinal));
            Assert.Empty(caller.Signals);
        }));
        await Judge(crowd);

        static async Task Signal(Person from, string callId, string payload) =>
            await (await from.Line.WhenConnected()).Invoke("Signal", new { callId, type = "ice", payload, generation = 0 });
    }

    private static async Task Cross(Person one, Person other)
    {
        var made = await Task.WhenAll(one.Call(other, Guid.CreateVersion7().ToString()), other.Call(one, Guid.CreateVersion7().ToString()));
        Assert.All(made, operation => Assert.Equal(Outcome.Ok, operation.Outcome));
        var callId = Assert.Single(made.Select(operation => operation.Seen!.CallId).Distinct(StringComparer.Ordinal));
        await Task.WhenAll(
            one.Sees(callId, call => call.State == CallStates.Connecting), other.Sees(callId, call => call.State == CallStates.Connecting));
        await one.Do(Commands.HangUp, callId);
        await other.SeesEnd(callId);
    }

    /// <summary>The same command several times at once.</summary>
    private static Task<Operation[]> Doubled(Func<Task<Operation>> command) =>
        Task.WhenAll(Enumerable.Range(0, Copies).Select(_ => command()));

    /// <summary>Several commands, each several times, in any order at once.</summary>
    private static Task<Operation[]> Doubled(Func<Task<Operation>>[] commands, Random random)
    {
        Func<Task<Operation>>[] all = [.. commands.SelectMany(command => Enumerable.Repeat(command, Copies))];
        random.Shuffle(all);
        return Task.WhenAll(all.Select(command => command()));
    }
}
