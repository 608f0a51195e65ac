using System.Text.Json;

namespace OrleansCalls.Launcher.Suites;

/// <summary>Vitest's JSON report.</summary>
internal static class VitestReport
{
    /// <summary>Counts the report's tests and names those that did not pass; a file that could not be loaded is a failure.</summary>
    public static SuiteResult Read(string json)
    {
        using var report = JsonDocument.Parse(json);
        var result = SuiteResult.Nothing;
        foreach (var file in report.RootElement.GetProperty("testResults").EnumerateArray())
        {
            var tests = file.GetProperty("assertionResults");
            if (tests.GetArrayLength() == 0 && file.GetProperty("status").GetString() == "failed")
                result += new SuiteResult(0, 1, 0, [$"failed: {file.GetProperty("name").GetString()} could not be loaded"]);
            foreach (var test in tests.EnumerateArray())
                result += Of(test.GetProperty("status").GetString(), test.GetProperty("fullName").GetString());
        }

        return result;
    }

    private static SuiteResult Of(string? status, string? name) => status switch
    {
        "passed" => new(1, 0, 0, []),
        "failed" => new(0, 1, 0, [$"failed: {name}"]),
        _ => new(0, 0, 1, [$"skipped: {name}"]),
    };
}
