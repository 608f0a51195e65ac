namespace OrleansCalls.LocalPostgres;

/// <summary>The user that PostgreSQL runs as: ourselves, or an unprivileged one when we are root, because PostgreSQL refuses root.</summary>
internal sealed class ServerUser
{
    private readonly string? _name;

    private ServerUser(string? name) => _name = name;

    /// <summary>The right one for this process.</summary>
    /// <exception cref="PostgresUnavailableException">We are root and there is nobody else to be.</exception>
    public static ServerUser Choose()
    {
        if (!Environment.IsPrivilegedProcess)
            return new ServerUser(null);
        var names = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        return new ServerUser(new[] { "postgres", "nobody" }.FirstOrDefault(names.Contains) ?? throw new PostgresUnavailableException(
            "PostgreSQL does not run as root, and there is no user 'postgres': install it with 'apt-get install postgresql'."));
    }

    /// <summary>A command line that runs a program as this user, and ends as that program: no process in between.</summary>
    public string[] CommandLine(string program, params IEnumerable<string> arguments)
    {
        if (_name is null)
            return [program, .. arguments];
        if (File.Exists("/usr/bin/setpriv"))
            return ["/usr/bin/setpriv", "--reuid", _name, "--regid", Group(), "--init-groups", "--", program, .. arguments];
        return ["runuser", "-u", _name, "--", program, .. arguments];
    }

    /// <summary>Makes a folder that this user can write to; the folders above it are made passable.</summary>
    public void MakeFolder(string folder, UnixFileMode mode)
    {
        Directory.CreateDirectory(folder);
        if (_name is not null)
            Command.Demand("chown", "-R", $"{_name}:{Group()}", folder);
        File.SetUnixFileMode(folder, mode);
        for (var above = Directory.GetParent(folder); _name is not null && above?.Parent is not null; above = above.Parent)
        {
            if (!above.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                above.UnixFileMode |= UnixFileMode.OtherExecute;
        }
    }

    /// <summary>Gives a file to this user alone.</summary>
    public void Own(string file)
    {
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (_name is not null)
            Command.Demand("chown", $"{_name}:{Group()}", file);
    }

    private string Group()
    {
        var id = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).First(fields => fields[0] == _name)[3];
        return File.ReadLines("/etc/group").Select(line => line.Split(':')).FirstOrDefault(fields => fields[2] == id)?[0] ?? id;
    }
}
