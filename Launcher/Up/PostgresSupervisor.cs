using OrleansCalls.LocalPostgres;

namespace OrleansCalls.Launcher.Up;

/// <summary>Keeps the private PostgreSQL running, as a service manager would.</summary>
internal sealed class PostgresSupervisor(PrivatePostgres postgres) : IAsyncDisposable
{
    /// <summary>How to reach the database.</summary>
    public string ConnectionString => postgres.ConnectionString;

    /// <summary>Starts the cluster, and makes it first where there is none.</summary>
    /// <exception cref="StartFailedException">It does not start.</exception>
    public static async Task<PostgresSupervisor> Start(string folder, CancellationToken stop)
    {
        try
        {
            return new PostgresSupervisor(await PrivatePostgres.Start(folder, stop));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new StartFailedException($"PostgreSQL did not start: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await postgres.DisposeAsync();
}
