namespace OrleansCalls.LocalPostgres;

/// <summary>
/// The user that PostgreSQL runs as: ourselves, or an unprivileged one when we are root, because PostgreSQL refuses root.
/// </summary>
/// <remarks>
/// The unprivileged one needs no access to the folders above its own: it is handed open ones (docs/decisions/0019). Linux goes through
/// <c>/proc/self/fd</c> without checking what is above.
/// </remarks>
internal sealed class ServerUser
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Opens two paths while it still may, then becomes the program.</summary>
    private const string Opening = """
        exec 3<"$1" 4<"$2"
        shift 2
        exec "$@"
        """;

    private readonly string? _name;

    private ServerUser(string? name) => _name = name;

    /// <summary>The right one for this process.</summary>
    /// <exception cref="PostgresUnavailableException">We are root, and there is no other user to run as.</exception>
    public static ServerUser Choose()
    {
        if (!Environment.IsPrivilegedProcess)
            return new ServerUser(null);
        var names = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        return new ServerUser(new[] { "postgres", "nobody" }.FirstOrDefault(names.Contains) ?? throw new PostgresUnavailableException(
            "PostgreSQL does not run as root, and there is no user 'postgres': install it with 'apt-get install postgresql'."));
    }

    /// <summary>A command line that runs a program as this user, and ends as that program: no process in between.</summary>
    /// <param name="program">The program.</param>
    /// <param name="first">A path that it is given.</param>
    /// <param name="second">Another one.</param>
    /// <param name="arguments">Its arguments, given the two paths as it sees them.</param>
    public string[] CommandLine(string program, string first, string second, Func<string, string, IEnumerable<string>> arguments)
    {
        if (_name is null)
            return [program, .. arguments(first, second)];
        string[] become = File.Exists("/usr/bin/setpriv")
            ? ["/usr/bin/setpriv", "--reuid", _name, "--regid", Group(), "--init-groups", "--"]
            : ["runuser", "-u", _name, "--"];
        return ["/bin/sh", "-c", Opening, "sh", first, second, .. become, program, .. arguments("/proc/self/fd/3", "/proc/self/fd/4")];
    }

    /// <summary>Makes a folder that only this user, and root, can enter.</summary>
    /// <exception cref="PostgresUnavailableException">It leads elsewhere, or this user cannot be given access to it.</exception>
    public void MakeFolder(string folder)
    {
        if (new DirectoryInfo(folder) is { Exists: true, LinkTarget: not null })
            throw new PostgresUnavailableException($"{folder} is a link, and PostgreSQL wants a folder there: remove it.");
        Directory.CreateDirectory(folder, OwnerOnly);
        if (_name is not null)
            Command.Demand("chown", "-R", $"{_name}:{Group()}", folder);
        File.SetUnixFileMode(folder, OwnerOnly);

        if (_name is not null && !CanUse(folder))
        {
            throw new PostgresUnavailableException(
                $"PostgreSQL runs as '{_name}' here, who cannot use {folder}. "
                + $"Choose a data folder that '{_name}' can reach, or set ConnectionStrings__Postgres to a server.");
        }
    }

    /// <summary>Gives a file to this user alone.</summary>
    public void Own(string file)
    {
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (_name is not null)
            Command.Demand("chown", $"{_name}:{Group()}", file);
    }

    private bool CanUse(string folder)
    {
        var look = CommandLine("test", folder, folder, (seen, _) => ["-w", seen + "/."]);
        return Command.Run(look[0], look.Skip(1)).ExitCode == 0;
    }

    private string Group()
    {
        var id = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).First(fields => fields[0] == _name)[3];
        return File.ReadLines("/etc/group").Select(line => line.Split(':')).FirstOrDefault(fields => fields[2] == id)?[0] ?? id;
    }
}
