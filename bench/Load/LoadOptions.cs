using System.Collections.Immutable;
using System.Globalization;

namespace OrleansCalls.Load;

/// <summary>What a benchmark was asked for. Everything is bounded: it is a measurement, not an attack.</summary>
internal sealed record LoadOptions
{
    /// <summary>Which benchmark; null for first-call.</summary>
    public string? Scenario { get; init; }

    /// <summary>A product that runs already, on this machine; null to start one.</summary>
    public Uri? Url { get; init; }

    /// <summary>Whether the bare hub runs beside the product.</summary>
    public bool AgainstBare { get; init; }

    /// <summary>Silos and front-ends of the product that is started, 1 to 8 each.</summary>
    public (int Silos, int Frontends) Size { get; init; } = (1, 1);

    /// <summary>Pairs of people who call each other, 1 to 1,000.</summary>
    public int Pairs { get; init; } = 200;

    /// <summary>Calls started per second, 1 to 2,000 each.</summary>
    public ImmutableArray<int> Rates { get; init; } = [];

    /// <summary>Calls in flight when as many as possible are made, 1 to 1,000.</summary>
    public int? InFlight { get; init; }

    /// <summary>How long calls are started for each measurement, 1 to 120.</summary>
    public int Seconds { get; init; } = 15;

    /// <summary>For how many seconds, before anything counts, as many calls as possible are made, 1 to 120.</summary>
    public int WarmUp { get; init; } = 15;

    /// <summary>How often each measurement is taken, 1 to 20.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>Whether both sides report that media flows, which browsers do and which is one more write.</summary>
    public bool Connected { get; init; }

    /// <summary>How many people idle connects, one number after the other, or sign-in signs in, 1 to 20,000; none for the usual.</summary>
    public ImmutableArray<int> People { get; init; } = [];

    /// <summary>How often first-ring starts the product, 1 to 50.</summary>
    public int Starts { get; init; } = 5;

    /// <summary>Which curve of growth; null for all.</summary>
    public string? Curve { get; init; }

    /// <summary>The sizes that growth measures at, 0 to 20,000,000; none for each curve's own.</summary>
    public ImmutableArray<int> Sizes { get; init; } = [];

    /// <summary>A file that the JSON lines are appended to.</summary>
    public string? Out { get; init; }

    /// <summary>The loads of first-call, one after the other.</summary>
    public IReadOnlyList<Pace> Paces
    {
        get
        {
            var rates = Rates.Length > 0 || InFlight is not null ? Rates : AgainstBare ? [50, 500] : [50];
            var most = InFlight ?? (AgainstBare && Rates.Length == 0 ? 64 : null);
            return [.. rates.Select(Pace.PerSecond), .. most is { } calls ? (Pace[])[Pace.Most(calls)] : []];
        }
    }

    /// <summary>Reads the command line.</summary>
    /// <returns>The options, or a sentence saying what is wrong.</returns>
    public static (LoadOptions? Options, string? Error) Parse(string[] args)
    {
        var options = new LoadOptions();
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith('-'))
                options = options with { Scenario = args[i] };
            else if (args[i] == "--connected")
                options = options with { Connected = true };
            else if (i + 1 == args.Length)
                return (null, $"{args[i]} wants a value.");
            else if (options.With(args[i], args[++i]) is var (next, error) && next is not null)
                options = next;
            else
                return (null, error);
        }

        return (options, null);
    }

    private (LoadOptions? Options, string? Error) With(string name, string value)
    {
        return name switch
        {
            "--url" => Uri.TryCreate(value, UriKind.Absolute, out var url) && url.IsLoopback
                ? (this with { Url = url }, null)
                : (null, "--url wants the address of a product on this machine, such as http://127.0.0.1:5080."),
            "--against" => value == "bare" ? (this with { AgainstBare = true }, null) : (null, $"--against wants bare, not {value}."),
            "--out" => (this with { Out = value }, null),
            "--silos" => Number(8, silos => this with { Size = (silos, Size.Frontends) }),
            "--frontends" => Number(8, frontends => this with { Size = (Size.Silos, frontends) }),
            "--pairs" => Number(1000, pairs => this with { Pairs = pairs }),
            "--rate" => Numbers(2000, rates => this with { Rates = rates }),
            "--max" => Number(1000, calls => this with { InFlight = calls }),
            "--seconds" => Number(120, seconds => this with { Seconds = seconds }),
            "--warm-up" => Number(120, seconds => this with { WarmUp = seconds }),
            "--people" => Numbers(20_000, people => this with { People = people }),
            "--curve" => (this with { Curve = value }, null),
            "--sizes" => Numbers(20_000_000, sizes => this with { Sizes = sizes }, least: 0),
            "--starts" => Number(50, starts => this with { Starts = starts }),
            "--repeat" => Number(20, times => this with { Repeat = times }),
            _ => (null, $"./calls bench does not know {name}."),
        };

        (LoadOptions?, string?) Number(int most, Func<int, LoadOptions> set) => Read(value, most) is { } number
            ? (set(number), null)
            : (null, $"{name} wants a number from 1 to {most}, not {value}.");

        (LoadOptions?, string?) Numbers(int most, Func<ImmutableArray<int>, LoadOptions> set, int least = 1)
        {
            var numbers = value.Split(',').Select(text => Read(text, most, least)).ToArray();
            return numbers.All(number => number is not null)
                ? (set([.. numbers.Select(number => number!.Value)]), null)
                : (null, $"{name} wants numbers from {least} to {most} with commas between them, not {value}.");
        }
    }

    private static int? Read(string text, int most, int least = 1) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;
}
