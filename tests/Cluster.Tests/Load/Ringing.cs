using OrleansCalls.Cluster.Tests.History;
using OrleansCalls.Testing;

namespace OrleansCalls.Cluster.Tests.Load;

/// <summary>Calls that ring, all at once: wherever they are in the cluster, whatever is broken concerns some of them.</summary>
public sealed class Ringing
{
    private Ringing(IReadOnlyList<RingingCall> calls) => Calls = calls;

    /// <summary>One of them.</summary>
    /// <param name="CallId">Its id.</param>
    /// <param name="Caller">Who calls.</param>
    /// <param name="Callee">Who is called.</param>
    /// <param name="Deadline">When it stops to ring.</param>
    public sealed record RingingCall(string CallId, Person Caller, Person Callee, DateTimeOffset Deadline);

    /// <summary>The calls.</summary>
    public IReadOnlyList<RingingCall> Calls { get; }

    /// <summary>The last deadline.</summary>
    public DateTimeOffset Deadline => Calls.Max(call => call.Deadline);

    /// <summary>When the last of those that are over ended.</summary>
    public DateTimeOffset LatestEnd => Calls.Select(call => call.Caller.Knows(call.CallId)!.EndedAt).OfType<DateTimeOffset>().Max();

    /// <summary>Every first of a pair calls the second; completes when all ring at both sides.</summary>
    public static async Task<Ringing> Start(IReadOnlyList<(Person Caller, Person Callee)> pairs)
    {
        return new Ringing(await Task.WhenAll(pairs.Select(Ring)));

        static async Task<RingingCall> Ring((Person Caller, Person Callee) pair)
        {
            var callId = Guid.CreateVersion7().ToString();
            var made = await pair.Caller.Call(pair.Callee, callId);
            Assert.True(made.Seen?.State == CallStates.Ringing, $"Call {callId} does not ring: {made}");
            await pair.Callee.Sees(callId, call => call.State == CallStates.Ringing);
            return new RingingCall(callId, pair.Caller, pair.Callee, made.Seen.RingDeadline!.Value);
        }
    }

    /// <summary>Every second callee answers, from the first or from the second on, and both connect.</summary>
    public Task Answer(int half) => Task.WhenAll(Calls.Where((_, i) => i % 2 == half).Select(async call =>
    {
        await call.Callee.Do(Commands.Answer, call.CallId);
        await Task.WhenAll(call.Caller.Do(Commands.Connected, call.CallId), call.Callee.Do(Commands.Connected, call.CallId));
    }));

    /// <summary>Everybody answers and connects.</summary>
    public Task AnswerAll() => Task.WhenAll(Answer(0), Answer(1));

    /// <summary>Completes a second before the first deadline.</summary>
    public async Task AlmostOver()
    {
        var left = Calls.Min(call => call.Deadline) - TimeSpan.FromSeconds(1) - TimeProvider.System.GetUtcNow();
        if (left > TimeSpan.Zero)
            await Eventually.After(left);
    }

    /// <summary>
    /// Waits until no call rings any more, for both people; fails when one still does some grace after the deadline and after what was
    /// broken was found out.
    /// </summary>
    public async Task AllSettled(DateTimeOffset found, TimeSpan grace)
    {
        var patience = (Deadline > found ? Deadline : found) + grace - TimeProvider.System.GetUtcNow();
        if (patience < TimeSpan.FromSeconds(1))
            patience = TimeSpan.FromSeconds(1);
        await Task.WhenAll(Calls.SelectMany(call => (Task[])
        [
            call.Caller.Sees(call.CallId, seen => seen.State != CallStates.Ringing, patience),
            call.Callee.Sees(call.CallId, seen => seen.State != CallStates.Ringing, patience),
        ]));
    }

    /// <summary>Ends those that go on.</summary>
    public Task HangUp() => Task.WhenAll(Calls.Where(call => call.Caller.Knows(call.CallId) is { IsOver: false }).Select(async call =>
    {
        await call.Caller.Do(Commands.HangUp, call.CallId);
        await Task.WhenAll(call.Caller.SeesEnd(call.CallId), call.Callee.SeesEnd(call.CallId));
    }));
}
