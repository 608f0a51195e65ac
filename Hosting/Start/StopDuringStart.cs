using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace OrleansCalls.Start;

/// <summary>A process that is told to stop while it starts has not failed: it says so in a sentence and ends with status 0.</summary>
public static class StopDuringStart
{
    private static readonly List<PosixSignalRegistration> Signals = [];
    private static volatile bool _asked;

    /// <summary>Notes from now on that the process was told to stop. What that does is up to the host.</summary>
    public static void Watch()
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT })
            Signals.Add(PosixSignalRegistration.Create(signal, _ => _asked = true));
    }

    /// <summary>Whether a start ended with this exception because the process was told to stop; it says so then.</summary>
    public static bool Explains(Exception exception)
    {
        if (!_asked || !IsCancellation(exception))
            return false;
        Console.Error.WriteLine("Stopped while it was starting.");
        return true;
    }

    /// <summary>Keeps the host from reporting such a stop as a failure, with a stack.</summary>
    public static ILoggingBuilder AddStopDuringStartFilter(this ILoggingBuilder logging) =>
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Warning && !_asked);

    private static bool IsCancellation(Exception exception) => exception switch
    {
        OperationCanceledException => true,
        AggregateException many => many.InnerExceptions.All(IsCancellation),
        _ => false,
    };
}
