using OrleansCalls.Load.FirstCall;
using OrleansCalls.Load.FirstRing;
using OrleansCalls.Load.Growth;
using OrleansCalls.Load.Idle;
using OrleansCalls.Load.Servers;
using OrleansCalls.Load.SignIn;

namespace OrleansCalls.Load;

/// <summary>Makes a benchmark.</summary>
internal delegate IBenchmark MakeBenchmark(LoadOptions options, ServerPark servers, Report report);

/// <summary>Something that is measured.</summary>
internal interface IBenchmark
{
    /// <summary>Measures and reports. Returns whether everything went as it should; slow is not a fault.</summary>
    Task<bool> Run();
}

/// <summary>What there is to measure.</summary>
internal static class Benchmarks
{
    private static readonly Dictionary<string, MakeBenchmark> All = new(StringComparer.Ordinal)
    {
        ["first-call"] = (options, servers, report) => new FirstCallBenchmark(options, servers, report),
        ["growth"] = (options, servers, report) => new GrowthBenchmark(options, servers, report),
        ["first-ring"] = (options, servers, report) => new FirstRingBenchmark(options, servers, report),
        ["idle"] = (options, servers, report) => new IdleBenchmark(options, servers, report),
        ["sign-in"] = (options, servers, report) => new SignInBenchmark(options, servers, report),
    };

    /// <summary>Their names, for people.</summary>
    public static string Names => string.Join(", ", All.Keys);

    /// <summary>The one with a name; null where there is none. Without a name, first-call.</summary>
    public static MakeBenchmark? Named(string? name) => All.GetValueOrDefault(name ?? "first-call");
}
