namespace OrleansCalls.Launcher.Suites;

/// <summary>A test project, already built.</summary>
internal sealed record DotNetSuite(string Project) : TestSuite(Path.GetFileNameWithoutExtension(Project))
{
    /// <summary>Tells tests what was asked for: those that take minutes run only when named.</summary>
    private const string FilterVariable = "CALLS_TEST_FILTER";

    public override bool UnderstandsFilters => true;

    public override async Task<SuiteResult> Run(string results, string? filter)
    {
        var report = Path.Combine(results, $"{Name}.trx");
        string[] filtering = filter is null ? [] : ["--filter", filter];
        var code = await Runner.Run(Repository.DotNet,
        [
            "test", Project, "--no-build", "--configuration", Repository.Configuration, "--nologo",
            "--logger", $"trx;LogFileName={report}", "--logger", "console;verbosity=minimal",
            "--blame-hang-timeout", "5m", "--blame-hang-dump-type", "none", "--results-directory", results, .. filtering,
        ], Repository.Root, (FilterVariable, filter ?? ""));

        if (!File.Exists(report))
            return filter is not null && code == 0 ? SuiteResult.Nothing : SuiteResult.Crashed($"{Name} left no report (exit code {code})");
        return TrxReport.Read(report).Judge(code);
    }
}
