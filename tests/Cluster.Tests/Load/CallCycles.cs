using System.Collections.Concurrent;
using OrleansCalls.Cluster.Tests.History;
using OrleansCalls.Testing;

namespace OrleansCalls.Cluster.Tests.Load;

/// <summary>The load in the background: every pair calls, answers, talks, declines, cancels and crosses, over and over.</summary>
public sealed class CallCycles
{
    private static readonly TimeSpan RingPatience = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<string> _troubles = new();
    private readonly TimeSpan _pause;
    private readonly Task _running;
    private int _completed;

    private CallCycles(IReadOnlyList<(Person Caller, Person Callee)> pairs, TimeSpan pause)
    {
        _pause = pause;
        _running = Task.WhenAll(pairs.Select((pair, seed) => Run(pair, new Random(seed))));
    }

    /// <summary>Cycles that went as they should.</summary>
    public int Completed => _completed;

    /// <summary>What people met in those that did not.</summary>
    public IReadOnlyCollection<string> Troubles => _troubles;

    /// <summary>Begins.</summary>
    /// <param name="pairs">Who calls whom.</param>
    /// <param name="pause">How long people think at most.</param>
    public static CallCycles Start(IReadOnlyList<(Person Caller, Person Callee)> pairs, TimeSpan? pause = null) =>
        new(pairs, pause ?? TimeSpan.FromMilliseconds(400));

    /// <summary>Begins no more calls, and completes when everybody is out of those there are.</summary>
    public async Task Stop()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    private async Task Run((Person Caller, Person Callee) pair, Random random)
    {
        while (!_stopping.IsCancellationRequested)
        {
            var (caller, callee) = random.Next(2) == 0 ? pair : (pair.Callee, pair.Caller);
            if (await Cycle(caller, callee, random) is { } trouble)
            {
                _troubles.Enqueue($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {trouble}");
                await Task.WhenAll(caller.LeaveEverything(LeavePatience), callee.LeaveEverything(LeavePatience));
            }
            else
                Interlocked.Increment(ref _completed);

            await Think(random);
        }
    }

    private Task Think(Random random) => Eventually.After(_pause * random.NextDouble());

    /// <summary>One call; null when it went as it should, else what did not.</summary>
    private async Task<string?> Cycle(Person caller, Person callee, Random random)
    {
        var callId = Guid.CreateVersion7().ToString();
        try
        {
            return random.Next(20) switch
            {
                < 13 => await Talk(caller, callee, callId, random),
                < 15 => await Decline(caller, callee, callId),
                < 18 => await Cancel(caller, callee, callId, random),
                _ => await Cross(caller, callee, callId),
            };
        }
        catch (TimeoutException late)
        {
            return $"{callId}: {late.Message}";
        }
    }

    private async Task<string?> Talk(Person caller, Person callee, string callId, Random random)
    {
        if (await Ring(caller, callee, callId) is { } trouble)
            return trouble;
        if (Trouble(await callee.Do(Commands.Answer, callId)) is { } unanswered)
            return unanswered;
        var connected = await Task.WhenAll(caller.Do(Commands.Connected, callId), callee.Do(Commands.Connected, callId));
        if (connected.Select(Trouble).FirstOrDefault(what => what is not null) is { } unconnected)
            return unconnected;
        await Think(random);
        return await End(random.Next(2) == 0 ? caller : callee, Commands.HangUp, caller, callee, callId);
    }

    private static async Task<string?> Decline(Person caller, Person callee, string callId) =>
        await Ring(caller, callee, callId) ?? await End(callee, Commands.Reject, caller, callee, callId);

    private async Task<string?> Cancel(Person caller, Person callee, string callId, Random random)
    {
        if (await Ring(caller, callee, callId) is { } trouble)
            return trouble;
        await Think(random);
        return await End(caller, Commands.HangUp, caller, callee, callId);
    }

    private static async Task<string?> Cross(Person one, Person other, string callId)
    {
        var made = await Task.WhenAll(one.Call(other, callId), other.Call(one, Guid.CreateVersion7().ToString()));
        if (made.Select(Trouble).FirstOrDefault(what => what is not null) is { } trouble)
            return trouble;
        var calls = made.Select(operation => operation.Seen!).ToArray();
        var live = calls.FirstOrDefault(call => !call.IsOver);
        return live is null
            ? $"{callId}: crossed and ended as {calls[0].EndReason} and {calls[1].EndReason}"
            : await End(one, Commands.HangUp, one, other, live.CallId);
    }

    private static async Task<string?> Ring(Person caller, Person callee, string callId)
    {
        var made = await caller.Call(callee, callId);
        if (Trouble(made) is { } trouble)
            return trouble;
        if (made.Seen!.IsOver)
            return $"{callId}: ended at once as {made.Seen.EndReason}";
        await callee.Sees(callId, call => call.State == CallStates.Ringing || call.IsOver, RingPatience);
        return null;
    }

    private static async Task<string?> End(Person who, string command, Person caller, Person callee, string callId)
    {
        if (Trouble(await who.Do(command, callId)) is { } trouble)
            return trouble;
        await Task.WhenAll(caller.SeesEnd(callId, EndPatience), callee.SeesEnd(callId, EndPatience));
        return null;
    }

    private static string? Trouble(Operation operation) => operation.Outcome == Outcome.Ok
        ? null
        : $"{operation.CallId}: {operation.Command} of {operation.UserId} {operation.Outcome} {operation.Code}";
}
