namespace OrleansCalls.Launcher.Suites;

/// <summary>The result of a suite.</summary>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Failed">Tests that failed; a runner that crashed is one more.</param>
/// <param name="Skipped">Tests that could not run here.</param>
/// <param name="Notes">A line for each test that failed or was skipped.</param>
internal sealed record SuiteResult(int Passed, int Failed, int Skipped, IReadOnlyList<string> Notes)
{
    /// <summary>No tests.</summary>
    public static SuiteResult Nothing { get; } = new(0, 0, 0, []);

    /// <summary>A runner that wrote no report.</summary>
    public static SuiteResult Crashed(string why) => new(0, 1, 0, [$"crashed: {why}"]);

    /// <summary>Both together.</summary>
    public static SuiteResult operator +(SuiteResult left, SuiteResult right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped, [.. left.Notes, .. right.Notes]);

    /// <summary>Trusts the exit code over the report: a runner that failed without a failed test is a failure of its own.</summary>
    public SuiteResult Judge(int exitCode) =>
        exitCode != 0 && Failed == 0 ? this + Crashed($"the runner ended with exit code {exitCode} and no failed test") : this;

    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}
