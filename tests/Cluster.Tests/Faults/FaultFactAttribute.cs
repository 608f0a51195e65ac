namespace OrleansCalls.Cluster.Tests.Faults;

/// <summary>A test with real processes; skipped, with the reason, where it cannot run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FaultFactAttribute : FactAttribute
{
    private const string FilterVariable = "CALLS_TEST_FILTER";

    /// <summary>Looks at what there is.</summary>
    public FaultFactAttribute() => Timeout = 290_000;

    /// <summary>Whether it takes minutes: then it runs only where <c>./calls test Faults</c> asks for it.</summary>
    public bool Long { get; init; }

    /// <summary>A program that it needs.</summary>
    public string? Needs { get; init; }

    public override string? Skip => Reason ?? base.Skip;

    private string? Reason
    {
        get
        {
            if (Long && Environment.GetEnvironmentVariable(FilterVariable)?.Contains("Faults", StringComparison.Ordinal) != true)
                return "takes minutes; ./calls test Faults runs it";
            return Needs is { } program && !IsInstalled(program) ? $"{program} is not installed here" : null;
        }
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
