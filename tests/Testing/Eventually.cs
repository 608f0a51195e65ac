namespace OrleansCalls.Testing;

/// <summary>Waits for a condition instead of for time.</summary>
public static class Eventually
{
    /// <summary>How long a condition may take before the test fails; generous, because it costs nothing when it holds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The pause between two polls, for loops that do more than wait.</summary>
    public static Task Pause() => Task.Delay(20);

    /// <summary>
    /// A time that is itself what a test is about: a slow network, a person who thinks. Never to wait for something else.
    /// </summary>
    public static Task After(TimeSpan time) => Task.Delay(time);

    /// <summary>Polls <paramref name="read"/> until <paramref name="holds"/> is true of what it returns, and returns that.</summary>
    /// <exception cref="TimeoutException">It did not hold in time; the message carries the last value.</exception>
    public static async Task<T> Holds<T>(Func<Task<T>> read, Func<T, bool> holds, TimeSpan? patience = null)
    {
        var deadline = TimeProvider.System.GetTimestamp()
            + (long)((patience ?? Patience).TotalSeconds * TimeProvider.System.TimestampFrequency);
        while (true)
        {
            var value = await read();
            if (holds(value))
                return value;
            if (TimeProvider.System.GetTimestamp() > deadline)
                throw new TimeoutException($"Did not hold in time; the last value was {value}.");
            await Pause();
        }
    }

    /// <inheritdoc cref="Holds{T}(Func{Task{T}}, Func{T, bool}, TimeSpan?)"/>
    public static Task Holds(Func<Task<bool>> condition, TimeSpan? patience = null) => Holds(condition, holds => holds, patience);

    /// <inheritdoc cref="Holds{T}(Func{Task{T}}, Func{T, bool}, TimeSpan?)"/>
    public static Task Holds(Func<bool> condition, TimeSpan? patience = null) =>
        Holds(() => Task.FromResult(condition()), holds => holds, patience);
}
