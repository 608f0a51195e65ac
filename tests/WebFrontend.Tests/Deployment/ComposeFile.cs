using System.Text.RegularExpressions;
using OrleansCalls.Testing;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace OrleansCalls.Deployment;

/// <summary>docker-compose.yml, read as Docker Compose reads it.</summary>
internal sealed partial class ComposeFile
{
    private readonly Dictionary<object, object> _file;

    /// <summary>Reads the repository's, with its anchors and merges resolved.</summary>
    public ComposeFile()
    {
        Text = File.ReadAllText(PathOf("docker-compose.yml"));
        _file = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build()
            .Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(new StringReader(Text))));
        Services = Map(_file, "services").ToDictionary(service => service.Key, service => Map(service.Value), StringComparer.Ordinal);
    }

    /// <summary>As it is written.</summary>
    public string Text { get; }

    /// <summary>The keys at the top.</summary>
    public IEnumerable<string> Keys => _file.Keys.Cast<string>();

    /// <summary>The services and what they say.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, object?>> Services { get; }

    /// <summary>Every variable that it takes from the environment, each time it does.</summary>
    public IEnumerable<(string Name, bool Required, string Default)> Variables => VariableExpression().Matches(Text)
        .Select(match => (
            match.Groups["name"].Value, match.Groups["how"].Value == ":?", match.Groups["how"].Value == ":-"
            ? match.Groups["rest"].Value : ""));

    /// <summary>The names under a key at the top.</summary>
    public IEnumerable<string> Declared(string key) => Map(_file, key).Keys;

    /// <summary>A map of a service; empty where it has none.</summary>
    public static Dictionary<string, object?> Map(Dictionary<string, object?> service, string key) => Map(service.GetValueOrDefault(key));

    /// <summary>A list of a service; empty where it has none.</summary>
    public static IReadOnlyList<string> List(Dictionary<string, object?> service, string key) =>
        service.GetValueOrDefault(key) is List<object> list ? [.. list.Select(item => $"{item}")] : [];

    /// <summary>A file of the repository.</summary>
    public static string PathOf(string path) => Path.Combine(BuiltProduct.Root, path);

    private static Dictionary<string, object?> Map(Dictionary<object, object> map, string key) => Map(map.GetValueOrDefault(key));

    private static Dictionary<string, object?> Map(object? value) => value is Dictionary<object, object> map
        ? map.ToDictionary(item => (string)item.Key, object? (item) => item.Value, StringComparer.Ordinal)
        : [];

    [GeneratedRegex(@"\$\{(?<name>\w+)(?<how>:[-?])?(?<rest>[^}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VariableExpression();
}
