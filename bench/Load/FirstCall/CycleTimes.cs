using System.Collections.Concurrent;
using OrleansCalls.Load.Measurements;

namespace OrleansCalls.Load.FirstCall;

/// <summary>The results of a run's cycles.</summary>
internal sealed class CycleTimes
{
    private int _completed;
    private int _skipped;

    /// <summary>Initiate sent → the callee's device has CallInitiated.</summary>
    public Latencies Ring { get; } = new();

    /// <summary>Answer sent → the caller's device has CallAnswered.</summary>
    public Latencies Answer { get; } = new();

    /// <summary>Signal sent → the other device has SignalReceived.</summary>
    public Latencies Relay { get; } = new();

    /// <summary>HangUp sent → the other device has CallEnded.</summary>
    public Latencies End { get; } = new();

    /// <summary>Cycles that succeeded.</summary>
    public int Completed => _completed;

    /// <summary>Calls that were due while every pair was in one.</summary>
    public int Skipped => _skipped;

    /// <summary>Why others failed, and how many.</summary>
    public ConcurrentDictionary<string, int> Errors { get; } = new(StringComparer.Ordinal);

    /// <summary>A cycle succeeded.</summary>
    public void Complete() => Interlocked.Increment(ref _completed);

    /// <summary>A cycle was due, and no pair was free.</summary>
    public void Skip() => Interlocked.Increment(ref _skipped);

    /// <summary>A cycle failed.</summary>
    public void Fail(string why) => Errors.AddOrUpdate(why, 1, (_, count) => count + 1);
}
