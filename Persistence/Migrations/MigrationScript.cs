using System.Globalization;
using System.Reflection;

namespace OrleansCalls.Persistence;

/// <summary>One step from one version of the schema to the next.</summary>
/// <param name="Version">Its number, from 1 without gaps.</param>
/// <param name="Name">What it is called, for people.</param>
/// <param name="Sql">
/// What it does. With <see cref="BreakingMark"/> on its first line it leaves nothing that earlier programs could run on.
/// </param>
public sealed record MigrationScript(int Version, string Name, string Sql)
{
    /// <summary>The first line of a script whose schema earlier programs must not run on. All others only add.</summary>
    public const string BreakingMark = "-- breaking";

    /// <summary>Whether programs that do not know this script must not run on its schema.</summary>
    public bool IsBreaking => Sql.StartsWith(BreakingMark, StringComparison.Ordinal);

    /// <summary>All scripts that are part of this program (<c>NNNN_name.sql</c> under <c>db/</c>), in order.</summary>
    public static IReadOnlyList<MigrationScript> All { get; } = [.. ReadAll().OrderBy(script => script.Version)];

    private static IEnumerable<MigrationScript> ReadAll()
    {
        var assembly = typeof(MigrationScript).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)))
        {
            var separator = resource.IndexOf('_', StringComparison.Ordinal);
            yield return new MigrationScript(
                int.Parse(resource[..separator], NumberStyles.None, CultureInfo.InvariantCulture),
                resource[(separator + 1)..^".sql".Length],
                Read(assembly, resource));
        }
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
