using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using OrleansCalls.Persistence;
using OrleansCalls.Settings;

namespace OrleansCalls.Start;

/// <summary>Says what an operator can put right in a sentence, without a stack.</summary>
public static class StartFailures
{
    /// <summary>Ends the process with an exception's sentences and status 1, or with 0 if it was told to stop.</summary>
    public static void ExplainInWords()
    {
        StopDuringStart.Watch();
        AppDomain.CurrentDomain.UnhandledException += (_, failure) =>
        {
            if (failure.ExceptionObject is not Exception exception)
                return;
            if (StopDuringStart.Explains(exception))
                Environment.Exit(0);
            if (Explain(exception))
                Environment.Exit(1);
        };
    }

    /// <summary>Writes an exception's sentences, if it has any, and makes 1 the exit status.</summary>
    /// <returns>Whether it had any.</returns>
    public static bool Explain(Exception exception)
    {
        Environment.ExitCode = 1;
        if (Sentences(exception) is not { } sentences)
            return false;
        foreach (var sentence in sentences)
            Console.Error.WriteLine(sentence);
        return true;
    }

    private static IEnumerable<string>? Sentences(Exception exception) => exception switch
    {
        OptionsValidationException invalid => invalid.Failures,
        AggregateException many when many.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            many.InnerExceptions.SelectMany(inner => ((OptionsValidationException)inner).Failures),
        DatabaseStartException or StartRefusedException or OrleansConfigurationException => [exception.Message],
        _ when UnreadableSetting.Explain(exception) is { } sentence => [sentence],
        _ when IsPortInUse(exception) =>
            ["A port is in use: stop what listens there, or change Silo:Port, Silo:GatewayPort or ASPNETCORE_URLS. " + exception.Message],
        _ => null,
    };

    // A port taken between the guard's check and the start.
    private static bool IsPortInUse(Exception? exception) => exception switch
    {
        null => false,
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } or AddressInUseException => true,
        AggregateException many => many.InnerExceptions.Any(IsPortInUse),
        _ => IsPortInUse(exception.InnerException),
    };
}
