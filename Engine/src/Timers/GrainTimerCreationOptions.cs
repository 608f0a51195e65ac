using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>How a grain timer behaves.</summary>
public readonly struct GrainTimerCreationOptions()
{
    /// <summary>A timer that does not keep its grain active.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
        : this()
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>When the first tick comes; <see cref="Timeout.InfiniteTimeSpan"/> for never.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>How long after the end of a tick the next one comes; <see cref="Timeout.InfiniteTimeSpan"/> for never.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether a tick counts as use of the grain.</summary>
    public bool KeepAlive { get; init; }
}
