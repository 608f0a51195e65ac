namespace OrleansCalls.Launcher.Suites;

/// <summary>The browser client's own tests, run by Vitest.</summary>
internal sealed record ClientSuite(string Folder) : TestSuite("client")
{
    public override bool UnderstandsFilters => false;

    public override async Task<SuiteResult> Run(string results, string? filter)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules"))
            && await Runner.Run("npm", ["ci", "--no-fund", "--no-audit"], Folder) is not 0 and var install)
            return SuiteResult.Crashed($"npm ci failed with exit code {install}");

        var report = Path.Combine(results, "client.json");
        var code = await Runner.Run(
            "npm", ["test", "--silent", "--", "--reporter=default", "--reporter=json", $"--outputFile.json={report}"], Folder);
        return File.Exists(report)
            ? VitestReport.Read(await File.ReadAllTextAsync(report)).Judge(code)
            : SuiteResult.Crashed($"Vitest left no report (exit code {code})");
    }
}
