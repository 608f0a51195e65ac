using Microsoft.Extensions.Options;
using OrleansCalls.Persistence;

namespace OrleansCalls.Hosting;

/// <summary>What an operator can put right is said in a sentence, without a stack.</summary>
public static class StartFailures
{
    /// <summary>Ends the process with the sentences of an exception that has some, and status 1.</summary>
    public static void ExplainInWords() => AppDomain.CurrentDomain.UnhandledException += (_, failure) =>
    {
        if (failure.ExceptionObject is Exception exception && Explain(exception))
            Environment.Exit(1);
    };

    /// <summary>Writes the sentences of an exception that has some, and makes 1 the status that the process ends with.</summary>
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
        DatabaseStartException or OrleansConfigurationException or IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => [exception.Message],
        _ => null,
    };
}
