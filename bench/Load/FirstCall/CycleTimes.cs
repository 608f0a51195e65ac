using System.Collections.Concurrent;
using OrleansCalls.Load.Measurements;

namespace OrleansCalls.Load.FirstCall;

/// <summary>The results of a run's cycles.</summary>
internal sealed class CycleTimes
{
    private int _completed;

    /// <summary>Initiate sent → the callee's device has CallInitiated.</summary>
    public Latencies Ring { get; } = new("ring");

    /// <summary>Answer sent → the caller's device has CallAnswered.</summary>
    public Latencies Answer { get; } = new("answer");

    /// <summary>Signal sent → the other device has SignalReceived.</summary>
    public Latencies Relay { get; } = new("relay");

    /// <summary>HangUp sent → the other device has CallEnded.</summary>
    public Latencies End { get; } = new("end");

    /// <summary>The whole cycle.</summary>
    public Latencies Cycle { get; } = new("cycle");

    /// <summary>Cycles that succeeded.</summary>
    public int Completed => _completed;

    /// <summary>Why others failed, and how many.</summary>
    public ConcurrentDictionary<string, int> Errors { get; } = new(StringComparer.Ordinal);

    /// <summary>All kinds.</summary>
    public IReadOnlyList<Latencies> All => [Ring, Answer, Relay, End, Cycle];

    /// <summary>A cycle succeeded.</summary>
    public void Complete() => Interlocked.Increment(ref _completed);

    /// <summary>A cycle failed.</summary>
    public void Fail(string why) => Errors.AddOrUpdate(why, 1, (_, count) => count + 1);
}
