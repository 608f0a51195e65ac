using System.Globalization;

namespace OrleansCalls.LocalPostgres;

/// <summary>The machine's own PostgreSQL programs.</summary>
public sealed class PostgresBinaries
{
    /// <summary>The oldest major version that will do: the schema needs unique keys in which nulls are equal.</summary>
    public const int OldestVersion = 15;

    private PostgresBinaries(string folder, int version)
    {
        Folder = folder;
        Version = version;
    }

    /// <summary>Where they are.</summary>
    public string Folder { get; }

    /// <summary>The major version.</summary>
    public int Version { get; }

    /// <summary>The full name of one of the programs.</summary>
    public string Path(string program) => System.IO.Path.Combine(Folder, program);

    /// <summary>The newest on this machine, on the path or where packages put them; null if none is new enough.</summary>
    public static PostgresBinaries? TryFind() =>
        Folders()
            .Distinct(StringComparer.Ordinal)
            .Select(folder => (Folder: folder, Version: VersionIn(folder)))
            .Where(found => found.Version >= OldestVersion)
            .OrderByDescending(found => found.Version)
            .Select(found => new PostgresBinaries(found.Folder, found.Version))
            .FirstOrDefault();

    /// <summary>The newest on this machine.</summary>
    /// <exception cref="PostgresUnavailableException">None is new enough.</exception>
    public static PostgresBinaries Find() => TryFind() ?? throw new PostgresUnavailableException(
        $"No PostgreSQL {OldestVersion} or newer on this machine: install it with 'apt-get install postgresql', "
        + "or set ConnectionStrings__Postgres to a server.");

    private static IEnumerable<string> Folders()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var program = System.IO.Path.Combine(folder, "postgres");
            // A link on the path need not have the other programs beside it; its target does.
            if (File.Exists(program))
                yield return System.IO.Path.GetDirectoryName(
                    File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program)!;
        }
        foreach (var (parent, below) in new[] { ("/usr/lib/postgresql", "bin"), ("/usr/local/pgsql", "bin"), ("/opt/homebrew/opt", "bin") })
        {
            if (!Directory.Exists(parent))
                continue;
            yield return System.IO.Path.Combine(parent, below);
            foreach (var folder in Directory.EnumerateDirectories(parent))
                yield return System.IO.Path.Combine(folder, below);
        }
    }

    private static int VersionIn(string folder)
    {
        if (!new[] { "postgres", "initdb" }.All(program => File.Exists(System.IO.Path.Combine(folder, program))))
            return 0;
        // "postgres (PostgreSQL) 15.14 (Debian 15.14-1)"
        var words = Command.Run(System.IO.Path.Combine(folder, "postgres"), "--version").Output.Split(' ');
        return words.Length > 2
            && int.TryParse(words[2].Split('.', 'b', 'd', 'r')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            ? major
            : 0;
    }
}
