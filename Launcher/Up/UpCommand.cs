using System.Collections;

namespace OrleansCalls.Launcher.Up;

/// <summary><c>./calls up</c>: runs the product until it is told to stop.</summary>
internal static class UpCommand
{
    /// <summary>Runs until Ctrl-C, SIGTERM or a start that fails.</summary>
    /// <returns>0 after an orderly stop, 1 if the product cannot start, 2 if the command line makes no sense.</returns>
    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var (options, error) = UpOptions.Parse(args, Repository.DefaultData);
        if (options is null)
            return Usage.Refuse($"{error} See ./calls up --help.");
        if (Contradiction(options) is { } contradiction)
            return Usage.Refuse(contradiction);

        OwnerOnly.FromNowOn();
        using var signals = new StopSignals();
        try
        {
            await using var product = new Product(options, Environment(), TimeProvider.System);
            await product.Start(signals.Stop);
            Announce(options);
            product.Keep();
            await signals.Asked;
            Console.Error.WriteLine("Stopping; once more to stop at once.");
            signals.OnSecond(product.Kill);
            return 0;
        }
        catch (StartFailedException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static string? Contradiction(UpOptions options) => options switch
    {
        { OneProcess: false, Memory: true } => "--memory is for one process: several meet in the database.",
        _ => null,
    };

    private static void Announce(UpOptions options)
    {
        Console.WriteLine($"ready http://127.0.0.1:{options.Port}");
        for (var i = 1; i < options.Frontends; i++)
            Console.WriteLine($"also at http://127.0.0.1:{options.Port + i}");
        if (System.Environment.GetEnvironmentVariable("Demo__Enabled") is null or "true" or "True")
            Console.WriteLine(
                "Demo accounts: alice, bob, carol, dave, ken (admin), erin (another organisation); "
                + "the password is demo- and the name: demo-alice");
        if (options.Memory)
            Console.WriteLine("Nothing is kept: --memory ends with this process.");
        Console.Out.Flush();
    }

    private static Dictionary<string, string> Environment() => System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
}
