using System.Globalization;
using OrleansCalls.LocalPostgres;

namespace OrleansCalls.Testing;

/// <summary>One PostgreSQL for all tests of a process, started by the first that needs it and gone with the process.</summary>
public static class PostgresServer
{
    private const string Prefix = "calls-tests-";

    private static readonly Lazy<Task<PrivatePostgres>> Shared = new(Start);

    /// <summary>The server. Tests must not stop it: those that want to stop one start their own in <see cref="NewFolder"/>.</summary>
    public static Task<PrivatePostgres> Get() => Shared.Value;

    /// <summary>A folder for a server of a test's own; removed when the process ends.</summary>
    public static string NewFolder()
    {
        var folder = Path.Combine(Root, Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static string Root { get; } = MakeRoot();

    private static Task<PrivatePostgres> Start() =>
        PrivatePostgres.Start(new PrivatePostgresOptions { Folder = Path.Combine(Root, "shared") });

    private static string MakeRoot()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            // The servers of a killed run have stopped with it; what they left is nobody's any more.
            if (int.TryParse(Path.GetFileName(folder)[Prefix.Length..], CultureInfo.InvariantCulture, out var owner)
                && !Directory.Exists($"/proc/{owner}"))
                TryDelete(folder);
        }
        var root = Path.Combine(Path.GetTempPath(), Prefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(root);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => StopAndRemove(root);
        return root;
    }

    private static void StopAndRemove(string root)
    {
        if (Shared.IsValueCreated && Shared.Value.IsCompletedSuccessfully)
            Shared.Value.Result.Stop().GetAwaiter().GetResult();
        TryDelete(root);
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Left for the next run: a server may still be writing its last.
        }
    }
}
