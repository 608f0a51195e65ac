namespace OrleansCalls.Launcher.Suites;

/// <summary>Tests that one runner runs.</summary>
internal abstract record TestSuite(string Name)
{
    /// <summary>Runs the tests while showing what the runner prints.</summary>
    /// <param name="results">A folder for the runner's report.</param>
    /// <param name="filter">A filter expression of <c>dotnet test</c>, or null for every test.</param>
    public abstract Task<SuiteResult> Run(string results, string? filter);

    /// <summary>Whether a filter expression means anything to the runner.</summary>
    public abstract bool UnderstandsFilters { get; }

    /// <summary>Every suite of the repository, the quick ones first and the browsers last.</summary>
    public static IReadOnlyList<TestSuite> All(string root)
    {
        var suites = new List<TestSuite>();
        var client = Path.Combine(root, "WebFrontend", "client");
        if (File.Exists(Path.Combine(client, "package.json")))
            suites.Add(new ClientSuite(client));
        var twoDown = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 };
        suites.AddRange(Directory.EnumerateFiles(root, "*.Tests.csproj", twoDown)
            .OrderBy(project => project.EndsWith("Browser.Tests.csproj", StringComparison.Ordinal))
            .ThenBy(project => project, StringComparer.Ordinal)
            .Select(project => new DotNetSuite(project)));
        return suites;
    }
}
