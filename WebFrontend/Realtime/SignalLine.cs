using OrleansCalls.Calls;

namespace OrleansCalls.Realtime;

/// <summary>
/// The signals of one connection on their way to their calls: in order, and what comes while others are under way goes together.
/// </summary>
/// <param name="leg">Who sends them.</param>
/// <param name="aborted">The connection is gone, and with it what still waits.</param>
public sealed class SignalLine(Leg leg, CancellationToken aborted)
{
    private const int MostTogether = 32;

    private readonly Lock _gate = new();
    private readonly Queue<(SignalRequest Signal, TaskCompletionSource<Refusal?> Answer)> _waiting = new();
    private bool _sending;

    /// <summary>Sends a signal after all that came before it.</summary>
    /// <returns>Null when the call took it, or why not.</returns>
    public Task<Refusal?> Send(SignalRequest signal, CallGateway calls)
    {
        if (calls.WhyNot(signal) is { } refusal)
            return Task.FromResult<Refusal?>(refusal);
        lock (_gate)
        {
            if (_sending)
            {
                var answer = new TaskCompletionSource<Refusal?>(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue((signal, answer));
                return answer.Task;
            }

            _sending = true;
        }

        return SendFirst(signal, calls);
    }

    private async Task<Refusal?> SendFirst(SignalRequest signal, CallGateway calls)
    {
        try
        {
            return (await calls.Signal(leg, [signal]))[0];
        }
        finally
        {
            _ = SendWaiting(calls);
        }
    }

    private async Task SendWaiting(CallGateway calls)
    {
        while (Take() is { Count: > 0 } together)
        {
            try
            {
                aborted.ThrowIfCancellationRequested();
                var answers = await calls.Signal(leg, [.. together.Select(waiting => waiting.Signal)]);
                for (var index = 0; index < together.Count; index++)
                    together[index].Answer.SetResult(answers[index]);
            }
            catch (Exception failure)
            {
                foreach (var waiting in together)
                    waiting.Answer.TrySetException(failure);
            }
        }
    }

    /// <summary>The next signals of one call.</summary>
    private List<(SignalRequest Signal, TaskCompletionSource<Refusal?> Answer)> Take()
    {
        var together = new List<(SignalRequest Signal, TaskCompletionSource<Refusal?> Answer)>();
        lock (_gate)
        {
            while (together.Count < MostTogether
                && _waiting.TryPeek(out var next)
                && (together.Count == 0 || next.Signal.CallId == together[0].Signal.CallId))
                together.Add(_waiting.Dequeue());
            _sending = together.Count > 0;
        }

        return together;
    }
}
