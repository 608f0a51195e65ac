namespace OrleansCalls.Load.FirstCall;

/// <summary>One measured call between the two of a pair.</summary>
internal static class CallCycle
{
    private const int Candidates = 4;

    /// <summary>About as long as the description of an audio call.</summary>
    private static readonly string Description = new('s', 1800);

    private static readonly string Candidate = "candidate:1 1 udp 2113937151 192.0.2.1 54321 typ host generation 0 " + new string('c', 40);

    /// <summary>Goes through the call; what does not happen shows as a time-out.</summary>
    public static async Task Run(Pair pair, CycleTimes times)
    {
        var (caller, callee) = (pair.Caller, pair.Callee);
        var callId = Guid.CreateVersion7().ToString();
        var began = Now();

        var rings = callee.Expect("CallInitiated", callId);
        await caller.Invoke("Initiate", new { calleeId = callee.UserId, media = "audio", callId });
        times.Ring.Add(began, await rings);

        var answered = caller.Expect("CallAnswered", callId);
        var answering = Now();
        await callee.Invoke("Answer", callId);
        times.Answer.Add(answering, await answered);

        await Relay(caller, callee, callId, "offer", Description, times);
        await Relay(callee, caller, callId, "answer", Description, times);
        await Task.WhenAll(Enumerable.Range(0, Candidates).SelectMany(_ => (Task[])
        [
            Relay(caller, callee, callId, "ice", Candidate, times),
            Relay(callee, caller, callId, "ice", Candidate, times),
        ]));

        await Task.WhenAll(caller.Invoke("Connected", callId), callee.Invoke("Connected", callId));

        Task<long>[] ends = [caller.Expect("CallEnded", callId), callee.Expect("CallEnded", callId)];
        var hangingUp = Now();
        await caller.Invoke("HangUp", callId);
        await ends[0];
        times.End.Add(hangingUp, await ends[1]);
        times.Cycle.Add(began, Now());
        times.Complete();
    }

    private static async Task Relay(Device from, Device to, string callId, string type, string text, CycleTimes times)
    {
        var payload = $"{Guid.NewGuid():N} {text}";
        var received = to.Expect("SignalReceived", payload);
        var sent = Now();
        await from.Invoke("Signal", new { callId, type, payload, generation = 0 });
        times.Relay.Add(sent, await received);
    }

    private static long Now() => TimeProvider.System.GetTimestamp();
}
