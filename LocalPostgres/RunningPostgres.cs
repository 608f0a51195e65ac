using Npgsql;

namespace OrleansCalls.LocalPostgres;

/// <summary>A private PostgreSQL that another process runs.</summary>
public static class RunningPostgres
{
    /// <summary>How to reach a database of the cluster in a folder over the Unix socket; null while it does not run.</summary>
    /// <param name="folder">The folder that it was started with.</param>
    /// <param name="database">The database.</param>
    /// <param name="role">The role that owns it; null for the administrator.</param>
    public static string? ConnectionString(string folder, string database, string? role)
    {
        var folders = new PostgresFolders(Path.GetFullPath(folder));
        var password = role is null ? folders.Password : folders.PasswordOf(role);
        if (new Postmaster(folders.Data).RunningPort() is not { } port || !File.Exists(password))
            return null;
        return new NpgsqlConnectionStringBuilder
        {
            Host = folders.Sockets,
            Port = port,
            Database = database,
            Username = role ?? PrivatePostgres.Administrator,
            Password = File.ReadAllText(password),
        }.ConnectionString;
    }
}
