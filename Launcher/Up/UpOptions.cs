using System.Globalization;
using OrleansCalls.Launcher.Logs;

namespace OrleansCalls.Launcher.Up;

/// <summary>What <c>./calls up</c> was asked for.</summary>
/// <param name="Silos">Silos, 1 to 16.</param>
/// <param name="Frontends">Front-ends on consecutive ports, 1 to 16.</param>
/// <param name="Port">The first front-end's port, 1 to 65535.</param>
/// <param name="Data">The folder that keeps database and logs.</param>
/// <param name="Memory">Whether to run without a database and keep nothing.</param>
internal sealed record UpOptions(int Silos, int Frontends, int Port, string Data, bool Memory)
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>How much is kept of each log: files of 1 to 10,000 MB, 1 to 100 of them.</summary>
    public LogLimits Logs { get; init; } = LogLimits.Default;

    /// <summary>One process is the whole product: the silo lives in the front-end.</summary>
    public bool OneProcess => Silos == 1 && Frontends == 1;

    /// <summary>Reads the command line.</summary>
    /// <returns>The options, or a sentence saying what is wrong.</returns>
    public static (UpOptions? Options, string? Error) Parse(IReadOnlyList<string> args, string defaultData)
    {
        var options = new UpOptions(1, 1, 5080, defaultData, Memory: false);
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = Split(args[i]);
            if (name == "--memory" && value is null)
            {
                options = options with { Memory = true };
                continue;
            }

            if (name is not ("--silos" or "--frontends" or "--port" or "--data" or "--log-size" or "--log-files"))
                return (null, $"./calls up does not know {args[i]}.");
            value ??= ++i < args.Count ? args[i] : null;
            if (string.IsNullOrEmpty(value))
                return (null, $"{name} wants a value.");

            (var changed, var error) = Set(options, name, value);
            if (error is not null)
                return (null, error);
            options = changed;
        }

        return options.Port + options.Frontends - 1 > 65535
            ? (null, $"{options.Frontends} front-ends from port {options.Port} on go beyond port 65535.")
            : (options, null);
    }

    private static (string Name, string? Value) Split(string argument) =>
        argument.IndexOf('=', StringComparison.Ordinal) is var at and > 0 ? (argument[..at], argument[(at + 1)..]) : (argument, null);

    private static (UpOptions Options, string? Error) Set(UpOptions options, string name, string value)
    {
        if (name == "--data")
            return (options with { Data = Path.GetFullPath(value) }, null);

        var highest = name switch { "--port" => 65535, "--log-size" => 10_000, "--log-files" => 100, _ => 16 };
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > highest)
            return (options, $"{name} wants a number from 1 to {highest}, not {value}.");

        return name switch
        {
            "--silos" => (options with { Silos = number }, null),
            "--frontends" => (options with { Frontends = number }, null),
            "--log-size" => (options with { Logs = options.Logs with { Bytes = number * Megabyte } }, null),
            "--log-files" => (options with { Logs = options.Logs with { Files = number } }, null),
            _ => (options with { Port = number }, null),
        };
    }
}
