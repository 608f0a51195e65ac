using OrleansCalls.Http;

namespace OrleansCalls.Calls;

/// <summary>
/// Repeats commands while a silo or the database is on its way back, for six seconds in all; then the browser, which tries for fifteen,
/// takes over.
/// </summary>
/// <remarks>
/// An attempt is given up before the cluster's own time-out: a call in flight to a silo that was killed is lost,
/// and its repetition finds the grain at its new home. Doing a repeatable command twice is harmless.
/// </remarks>
public sealed partial class CommandRepeater(TimeProvider time, ILogger<CommandRepeater> logger)
{
    /// <summary>How long people wait for a button to do something.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan AttemptPatience = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Runs <paramref name="attempt"/> until it answers or patience ends.</summary>
    /// <exception cref="Exception">
    /// The last attempt's, when patience ended (<see cref="Outage.Is"/> holds for it); any other at once.
    /// </exception>
    public async Task<T> Run<T>(Func<Task<T>> attempt)
    {
        var start = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await attempt().WaitAsync(Limit(Patience - time.GetElapsedTime(start)), time);
            }
            catch (Exception exception) when (Outage.Is(exception) && time.GetElapsedTime(start) + pause * 2 < Patience)
            {
                LogRepeated(exception.GetType().Name, exception.Message);
            }

            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), time);
        }
    }

    /// <summary>How long an attempt may take with so much patience left; the pause before it may have used it all up.</summary>
    private static TimeSpan Limit(TimeSpan left) => left > AttemptPatience ? AttemptPatience : left > FirstPause ? left : FirstPause;

    [LoggerMessage(Level = LogLevel.Debug, Message = "Repeating a command after {Exception}: {Reason}")]
    private partial void LogRepeated(string exception, string reason);
}
