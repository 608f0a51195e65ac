using System.Diagnostics;

namespace OrleansCalls.Launcher.Suites;

/// <summary><c>./calls test [FILTER]</c>: every test, one suite after the other, and one line of counts at the end.</summary>
internal static class TestCommand
{
    /// <summary>Runs the tests.</summary>
    /// <returns>0 when there were tests and none failed.</returns>
    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        if (args.Count > 1 || args is [['-', ..]])
            return Usage.Refuse(
                "./calls test takes at most one filter: a part of a suite's name (Browser, Grains, client) "
                + "or an expression of dotnet test. See ./calls help.");

        var (suites, filter) = Choose(TestSuite.All(Repository.Root), args.Count == 1 ? args[0] : null);
        var results = Path.Combine(Repository.Root, "artifacts", "tests");
        if (Directory.Exists(results))
            Directory.Delete(results, recursive: true);
        Directory.CreateDirectory(results);

        var sum = SuiteResult.Nothing;
        foreach (var suite in suites)
        {
            var clock = Stopwatch.StartNew();
            Console.WriteLine($"== {suite.Name}");
            var result = await suite.Run(results, filter);
            Console.WriteLine($"-- {suite.Name}: {result} ({clock.Elapsed.TotalSeconds:0} s)");
            sum += new SuiteResult(result.Passed, result.Failed, result.Skipped, [.. result.Notes.Select(note => $"{suite.Name}: {note}")]);
        }

        Console.WriteLine();
        foreach (var note in sum.Notes)
            Console.WriteLine(note);
        if (sum.Passed + sum.Failed + sum.Skipped == 0)
            Console.WriteLine("No test was found.");
        Console.WriteLine(sum);
        return sum.Failed == 0 && sum.Passed + sum.Skipped > 0 ? 0 : 1;
    }

    /// <summary>A word that is part of a suite's name means the suite; anything else is an expression for every .NET suite.</summary>
    internal static (IReadOnlyList<TestSuite> Suites, string? Filter) Choose(IReadOnlyList<TestSuite> all, string? word)
    {
        if (word is null)
            return (all, null);
        var named = all.Where(suite => suite.Name.Contains(word, StringComparison.OrdinalIgnoreCase)).ToArray();
        return named.Length > 0 ? (named, null) : ([.. all.Where(suite => suite.UnderstandsFilters)], word);
    }
}
