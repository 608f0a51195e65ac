using System.Globalization;
using System.Text.RegularExpressions;
using OrleansCalls.Settings;

namespace OrleansCalls.Deployment;

/// <summary>docs/operations.md keeps up with the product.</summary>
public sealed partial class OperationsTests
{
    private readonly string _text = File.ReadAllText(ComposeFile.PathOf("docs/operations.md"));

    [Fact]
    public void EverySetting_IsThere_AndNoOther()
    {
        var documented = Settings().Select(row => row.Key).ToList();

        Assert.Equal(documented.Distinct(), documented);
        Assert.Empty(SettingsCatalog.All.Keys.Except(documented));
        Assert.Empty(documented.Except(SettingsCatalog.All.Keys));
    }

    [Fact]
    public void EveryDefault_IsWhatTheProductHas() => Assert.All(
        Settings().Where(row => SettingsCatalog.All.GetValueOrDefault(row.Key) is not null),
        row => Assert.Equal(Normal(SettingsCatalog.All[row.Key]!), Normal(row.Default)));

    [Fact]
    public void EveryMetric_IsOneThatIsDocumented()
    {
        var metrics = File.ReadAllText(ComposeFile.PathOf("docs/metrics.md"));
        var alerts = Section("## Alerts", "## When something is wrong");
        Assert.All(
            MetricName().Matches(alerts).Select(match => match.Groups["name"].Value)
                .Where(name => !Elsewhere.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))),
            name => Assert.Contains($"`{name}`", metrics, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryLink_LeadsSomewhere()
    {
        foreach (var target in Link().Matches(_text).Select(match => match.Groups["target"].Value)
            .Where(target => !target.StartsWith("http", StringComparison.Ordinal)))
        {
            if (target.StartsWith('#'))
                Assert.Contains(Heading().Matches(_text), heading => Anchor(heading.Groups["title"].Value) == target[1..]);
            else
                Assert.True(File.Exists(Path.Combine(ComposeFile.PathOf("docs"), target)), target);
        }
    }

    /// <summary>Metrics of .NET and views of PostgreSQL.</summary>
    private static string[] Elsewhere => ["dotnet.", "http.", "pg_"];

    private static string Anchor(string title) =>
        new([.. title.ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-')
        .Select(letter => letter == ' ' ? '-' : letter)]);

    private static string Normal(string value) =>
        TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var time) && value.Contains(':', StringComparison.Ordinal)
        ? time.ToString("c", CultureInfo.InvariantCulture)
        : value;

    private string Section(string from, string to) =>
        _text[_text.IndexOf(from, StringComparison.Ordinal).._text.IndexOf(to, StringComparison.Ordinal)];

    private IEnumerable<(string Key, string Default)> Settings() =>
        Setting().Matches(Section("## Settings", "## Upgrades"))
            .Select(match => (match.Groups["key"].Value, match.Groups["default"].Value.Trim()));

    [GeneratedRegex(@"^\| `(?<key>[A-Za-z:]+)` \|(?<default>[^|]*)\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Setting();

    [GeneratedRegex(@"`(?<name>[a-z_]+\.[a-z._]+|commits)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MetricName();

    [GeneratedRegex(@"\]\((?<target>[^)]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();
}
