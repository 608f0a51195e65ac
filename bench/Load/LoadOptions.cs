using System.Globalization;

namespace OrleansCalls.Load;

/// <summary>What the benchmark was asked for. Everything is bounded: it is a measurement, not an attack.</summary>
/// <param name="Scenario">Which benchmark; null for all.</param>
/// <param name="Url">A product that runs already, on this machine; null to start one.</param>
/// <param name="Pairs">Pairs of people, 1 to 1000.</param>
/// <param name="Rate">Calls started per second, 1 to 500.</param>
/// <param name="Seconds">How long calls are started, 1 to 120.</param>
internal sealed record LoadOptions(string? Scenario, Uri? Url, int Pairs, int Rate, int Seconds)
{
    /// <summary>Reads the command line.</summary>
    /// <returns>The options, or a sentence saying what is wrong.</returns>
    public static (LoadOptions? Options, string? Error) Parse(string[] args)
    {
        var options = new LoadOptions(null, null, Pairs: 100, Rate: 50, Seconds: 30);
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith('-'))
            {
                options = options with { Scenario = args[i] };
                continue;
            }

            if (i + 1 == args.Length)
                return (null, $"{args[i]} wants a value.");
            var (next, error) = options.With(args[i], args[++i]);
            if (next is null)
                return (null, error);
            options = next;
        }

        return (options, null);
    }

    private (LoadOptions? Options, string? Error) With(string name, string value)
    {
        if (name == "--url")
        {
            return Uri.TryCreate(value, UriKind.Absolute, out var url) && url.IsLoopback
                ? (this with { Url = url }, null)
                : (null, "--url wants the address of a product on this machine, such as http://127.0.0.1:5080.");
        }

        var most = name switch { "--pairs" => 1000, "--rate" => 500, "--seconds" => 120, _ => 0 };
        if (most == 0)
            return (null, $"./calls bench does not know {name}.");
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > most)
            return (null, $"{name} wants a number from 1 to {most}, not {value}.");
        return (name switch
        {
            "--pairs" => this with { Pairs = number },
            "--rate" => this with { Rate = number },
            _ => this with { Seconds = number },
        }, null);
    }
}
