using System.Globalization;
using Npgsql;

namespace OrleansCalls.Launcher.Database;

/// <summary>A connection string as libpq's variables, which, unlike arguments, nobody else on the machine can read.</summary>
internal static class PsqlEnvironment
{
    /// <summary>The variables; null when the connection string cannot be read.</summary>
    public static IReadOnlyList<(string Name, string Value)>? Of(string connectionString)
    {
        try
        {
            var given = new NpgsqlConnectionStringBuilder(connectionString);
            (string Name, string? Value)[] all =
            [
                ("PGHOST", given.Host),
                ("PGPORT", given.Port.ToString(CultureInfo.InvariantCulture)),
                ("PGDATABASE", given.Database),
                ("PGUSER", given.Username),
                ("PGPASSWORD", given.Password),
                ("PGSSLMODE", SslModeOf(given.SslMode)),
                ("PGSSLROOTCERT", given.RootCertificate),
            ];
            return [.. all.Where(variable => !string.IsNullOrEmpty(variable.Value)).Select(variable => (variable.Name, variable.Value!))];
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static string SslModeOf(SslMode mode) => mode switch
    {
        SslMode.Disable => "disable",
        SslMode.Allow => "allow",
        SslMode.Prefer => "prefer",
        SslMode.Require => "require",
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
    };
}
