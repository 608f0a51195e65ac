using System.Xml.Linq;

namespace OrleansCalls.Launcher.Suites;

/// <summary>The report that <c>dotnet test</c> writes.</summary>
internal static class TrxReport
{
    /// <summary>Counts the report's tests and names those that did not pass.</summary>
    public static SuiteResult Read(string file) => Read(XDocument.Load(file));

    /// <inheritdoc cref="Read(string)"/>
    public static SuiteResult Read(XDocument report)
    {
        var ns = report.Root!.Name.Namespace;
        int passed = 0, failed = 0, skipped = 0;
        var notes = new List<string>();
        foreach (var result in report.Descendants(ns + "UnitTestResult"))
        {
            var name = (string?)result.Attribute("testName");
            switch ((string?)result.Attribute("outcome"))
            {
                case "Passed":
                    passed++;
                    break;
                case "NotExecuted":
                    skipped++;
                    var why = result.Descendants(ns + "Message").FirstOrDefault() ?? result.Descendants(ns + "StdOut").FirstOrDefault();
                    notes.Add($"skipped: {name}: {FirstLine((string?)why)}");
                    break;
                default:
                    failed++;
                    notes.Add($"failed: {name}: {FirstLine((string?)result.Descendants(ns + "Message").FirstOrDefault())}");
                    break;
            }
        }

        return new SuiteResult(passed, failed, skipped, notes);
    }

    private static string FirstLine(string? text) => (text ?? "no message").Trim().Split('\n')[0].Trim();
}
