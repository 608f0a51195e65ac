using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace OrleansCalls.Start;

/// <summary>A process told to stop while it starts has not failed: it says so and exits with 0.</summary>
public static class StopDuringStart
{
    private static readonly List<PosixSignalRegistration> Signals = [];
    private static volatile bool _asked;

    /// <summary>Notes from now on if the process is told to stop; acting on it is up to the host.</summary>
    public static void Watch()
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT })
            Signals.Add(PosixSignalRegistration.Create(signal, _ => _asked = true));
    }

    /// <summary>Whether a start ended with this exception because the process was told to stop; if so, says so.</summary>
    public static bool Explains(Exception exception)
    {
        if (!_asked || !IsCancellation(exception))
            return false;
        Console.Error.WriteLine("Stopped while it was starting.");
        return true;
    }

    /// <summary>Keeps the host from reporting such a stop as a failure.</summary>
    public static ILoggingBuilder AddStopDuringStartFilter(this ILoggingBuilder logging) =>
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Warning && !_asked);

    private static bool IsCancellation(Exception exception) => exception switch
    {
        OperationCanceledException => true,
        AggregateException many => many.InnerExceptions.All(IsCancellation),
        _ => false,
    };
}
