using System.Security.Cryptography;
using System.Text;

namespace OrleansCalls.LocalPostgres;

/// <summary>The layout of a private PostgreSQL's folder.</summary>
internal sealed record PostgresFolders(string Root)
{
    /// <summary>The data folder.</summary>
    public string Data => Path.Combine(Root, "postgres");

    /// <summary>The server's messages.</summary>
    public string Log => Path.Combine(Root, "postgres.log");

    /// <summary>The password of its administrator.</summary>
    public string Password => Path.Combine(Root, "postgres.password");

    /// <summary>The password of another role.</summary>
    public string PasswordOf(string role) => Path.Combine(Root, $"postgres.{role}.password");

    /// <summary>The folder of its socket; under the root unless that makes too long a name for a socket.</summary>
    public string Sockets
    {
        get
        {
            const int longestFolder = 107 - 22; // "/.s.PGSQL.65535.lock" and the end of the text
            var folder = Path.Combine(Root, "socket");
            return Encoding.UTF8.GetByteCount(folder) <= longestFolder
                ? folder
                : Path.Combine("/tmp", "calls-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Data)))[..12]);
        }
    }
}
