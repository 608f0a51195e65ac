using System.Runtime.InteropServices;
using OrleansCalls.Launcher.Up;
using OrleansCalls.LocalPostgres;

namespace OrleansCalls.Launcher.Database;

/// <summary><c>./calls psql [--superuser] [--data .data] [ARGUMENTS of psql]</c>: psql on the product's database.</summary>
internal static class PsqlCommand
{
    /// <summary>Runs psql at this terminal, in the product's own role unless a superuser is asked for.</summary>
    public static async Task<int> Run(IReadOnlyList<string> args, string defaultData)
    {
        var (data, words) = DataOption.Take(args, defaultData);
        if (data is null)
            return Usage.Refuse("--data wants a folder.");
        var superuser = words.Remove("--superuser");
        var connection = Environment.GetEnvironmentVariable("ConnectionStrings__Postgres");
        if (string.IsNullOrEmpty(connection))
            connection = RunningPostgres.ConnectionString(
                data, PostgresSupervisor.DatabaseName, superuser ? null : PostgresSupervisor.Role);
        else if (superuser)
            return Usage.Refuse(
                "--superuser is for the private PostgreSQL, and ConnectionStrings__Postgres names another: name its superuser there.");

        if (connection is null)
        {
            return Usage.Fail(
                $"No PostgreSQL of ./calls up runs on {data}. Start it with ./calls up, "
                + "name its folder with --data, or set ConnectionStrings__Postgres.");
        }

        if (Programs().FirstOrDefault(File.Exists) is not { } psql)
            return Usage.Fail("psql is missing: install it with 'sudo apt-get install postgresql-client'.");
        if (PsqlEnvironment.Of(connection) is not { } environment)
            return Usage.Fail("ConnectionStrings__Postgres cannot be read: write it like Host=...;Database=...;Username=...;Password=...");

        // Ctrl-C is psql's: it ends a query, not the session.
        using var interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        return await Runner.Run(psql, words, Environment.CurrentDirectory, environment);
    }

    private static IEnumerable<string> Programs()
    {
        if (PostgresBinaries.TryFind() is { } binaries)
            yield return binaries.Path("psql");
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            yield return Path.Combine(folder, "psql");
    }
}
