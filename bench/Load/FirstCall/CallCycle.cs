using OrleansCalls.Load.People;

namespace OrleansCalls.Load.FirstCall;

/// <summary>
/// One measured call between the two of a pair: invite, ring, answer, offer, answer, four candidates each way, hang up. Signals go without
/// asking for a result, as browsers send them.
/// </summary>
/// <param name="connected">Whether both report that media flows before one hangs up.</param>
internal sealed class CallCycle(bool connected)
{
    private const int Candidates = 4;

    /// <summary>About as long as the description of an audio call.</summary>
    private static readonly string Description = new('s', 1500);

    private static readonly string Candidate = "candidate:1 1 udp 2113937151 192.0.2.1 54321 typ host generation 0 " + new string('c', 60);

    /// <summary>Goes through the call; what does not happen shows as a time-out.</summary>
    public async Task Run(Pair pair, CycleTimes times)
    {
        var (caller, callee) = (pair.Caller, pair.Callee);
        var callId = Guid.CreateVersion7().ToString();

        var rings = callee.Expect("CallInitiated", callId);
        var calling = Now();
        var called = caller.Invoke("Initiate", new { calleeId = callee.UserId, media = "audio", callId });
        times.Ring.Add(calling, await rings);
        await called;

        var answers = caller.Expect("CallAnswered", callId);
        var answering = Now();
        var answered = callee.Invoke("Answer", callId);
        times.Answer.Add(answering, await answers);
        await answered;

        await Relay(caller, callee, callId, "offer", Description, times);
        var candidates = Trickle(callee, caller, callId, times);
        await Relay(callee, caller, callId, "answer", Description, times);
        await Trickle(caller, callee, callId, times);
        await candidates;

        if (connected)
            await Task.WhenAll(caller.Invoke("Connected", callId), callee.Invoke("Connected", callId));

        var ends = callee.Expect("CallEnded", callId);
        var hangingUp = Now();
        var hungUp = caller.Invoke("HangUp", callId);
        times.End.Add(hangingUp, await ends);
        await hungUp;
        times.Complete();
    }

    private static Task Trickle(Device from, Device to, string callId, CycleTimes times) =>
        Task.WhenAll(Enumerable.Range(0, Candidates).Select(_ => Relay(from, to, callId, "ice", Candidate, times)));

    private static async Task Relay(Device from, Device to, string callId, string type, string text, CycleTimes times)
    {
        var token = $"{Guid.NewGuid():N}";
        var received = to.Expect("SignalReceived", token);
        var sent = Now();
        await from.Send("Signal", new { callId, type, payload = $"{token} {text}", generation = 0 });
        times.Relay.Add(sent, await received);
    }

    private static long Now() => TimeProvider.System.GetTimestamp();
}
