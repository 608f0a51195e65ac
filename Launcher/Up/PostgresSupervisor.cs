using System.Net;
using System.Net.Sockets;
using OrleansCalls.Launcher.Logs;
using OrleansCalls.LocalPostgres;

namespace OrleansCalls.Launcher.Up;

/// <summary>Keeps the private PostgreSQL running, as a service manager would.</summary>
internal sealed class PostgresSupervisor : IAsyncDisposable
{
    /// <summary>The product's database in the private cluster.</summary>
    public const string DatabaseName = "calls";

    /// <summary>The role the product connects as: it owns its database and nothing else.</summary>
    public const string Role = "calls_app";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly PrivatePostgres _postgres;
    private readonly LogLimits _limits;
    private readonly TimeProvider _time;
    private Task _keeping = Task.CompletedTask;

    private PostgresSupervisor(PrivatePostgres postgres, string connectionString, LogLimits limits, TimeProvider time)
    {
        _postgres = postgres;
        _limits = limits;
        _time = time;
        ConnectionString = connectionString;
    }

    /// <summary>How to reach the product's database; the same after a restart.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts the cluster, and makes it first where there is none.</summary>
    /// <exception cref="StartFailedException">It does not start.</exception>
    public static async Task<PostgresSupervisor> Start(string folder, LogLimits limits, TimeProvider time, CancellationToken stop)
    {
        try
        {
            var postgres = await PrivatePostgres.Start(new PrivatePostgresOptions { Folder = folder, Say = Console.Error.WriteLine }, stop);
            return new PostgresSupervisor(postgres, await postgres.CreateDatabase(DatabaseName, Role, stop), limits, time);
        }
        catch (PostgresUnavailableException e)
        {
            throw new StartFailedException(e.Message);
        }
    }

    /// <summary>From now on, restarts a server that ends by itself and puts a full log aside.</summary>
    public void Keep() => _keeping = KeepRunning();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _keeping;
        await _postgres.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task KeepRunning()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await Task.Delay(Interval, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (new FileInfo(_postgres.LogFile) is { Exists: true } log && log.Length > _limits.Bytes)
                _limits.Empty(_postgres.LogFile);
            if (_stopping.IsCancellationRequested || await Listens())
                continue;

            Console.Error.WriteLine("PostgreSQL ended by itself and is started again.");
            try
            {
                await _postgres.Restart(_stopping.Token);
            }
            catch (Exception e) when (e is PostgresUnavailableException or OperationCanceledException)
            {
                Console.Error.WriteLine(e.Message);
            }
        }
    }

    private async Task<bool> Listens()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _postgres.Port, CancellationToken.None);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
