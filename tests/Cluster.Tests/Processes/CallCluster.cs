using System.Globalization;
using Npgsql;
using OrleansCalls.Cluster.Tests.Network;
using OrleansCalls.LocalPostgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Cluster.Tests.Processes;

/// <summary>The product as processes on one machine: PostgreSQL, silos, front-ends. Whatever is started ends with it.</summary>
public sealed class CallCluster : IAsyncDisposable
{
    /// <summary>The name of the administrator.</summary>
    public const string Administrator = "root";

    /// <summary>The password of the administrator.</summary>
    public const string AdministratorPassword = "root-password";

    private const int Attempts = 3;

    private readonly ClusterPlan _plan;
    private readonly string _logs;
    private readonly List<Node> _silos = [];
    private readonly List<Node> _frontEnds = [];
    private readonly IAsyncDisposable _database;
    private readonly PrivatePostgres _postgres;
    private readonly string _tcpConnectionString;

    private CallCluster(
        ClusterPlan plan, IAsyncDisposable database, PrivatePostgres postgres, string connectionString, string tcpConnectionString)
    {
        (_plan, _database, _postgres, ConnectionString, _tcpConnectionString) =
            (plan, database, postgres, connectionString, tcpConnectionString);
        _logs = Environment.GetEnvironmentVariable("CALLS_FAULT_LOGS") is { Length: > 0 } folder
            ? folder : Path.Combine(BuiltProduct.Root, "artifacts", "faults");
        Directory.CreateDirectory(_logs);
    }

    /// <summary>The silos, those that were stopped among them.</summary>
    public IReadOnlyList<Node> Silos => _silos;

    /// <summary>The front-ends, those that were stopped among them.</summary>
    public IReadOnlyList<Node> FrontEnds => _frontEnds;

    /// <summary>Where the running front-ends serve.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _frontEnds.Where(node => node.Runs).Select(node => node.Process.Address)];

    /// <summary>The database, not through any proxy.</summary>
    public string ConnectionString { get; }

    /// <summary>The server of the database; to be stopped only where the cluster has one of its own.</summary>
    public PrivatePostgres Postgres => _postgres;

    /// <summary>Starts a cluster and completes when all of it is ready.</summary>
    public static async Task<CallCluster> Start(ClusterPlan plan)
    {
        var cluster = await Prepare(plan);
        try
        {
            for (var i = 0; i < plan.Silos; i++)
                await cluster.StartSilo();
            for (var i = 0; i < plan.FrontEnds; i++)
                await cluster.StartFrontEnd();
            await cluster.Complete();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts what does not run, and completes when all of it is ready.</summary>
    public async Task Complete()
    {
        for (var attempt = 1; ; attempt++)
        {
            foreach (var node in _silos.Concat(_frontEnds).Where(node => !node.Runs))
                await node.Start();
            try
            {
                await AwaitReady();
                return;
            }
            catch (InvalidOperationException) when (attempt < Attempts && _silos.Concat(_frontEnds).Any(node => !node.Runs))
            {
                // One that was cut off a moment ago has heard that it was evicted; or the machine is so busy that a silo cannot answer
                // while it starts.
            }
        }
    }

    /// <summary>Completes when every running process is ready.</summary>
    public Task AwaitReady() => Task.WhenAll(_silos.Concat(_frontEnds).Where(node => node.Runs).Select(node => node.Process.AwaitReady()));

    /// <summary>Adds a silo, and completes when it is ready.</summary>
    public async Task<Node> AddSilo()
    {
        var node = await StartSilo();
        await node.Process.AwaitReady();
        return node;
    }

    /// <summary>Adds a front-end, and completes when it is ready.</summary>
    public async Task<Node> AddFrontEnd()
    {
        var node = await StartFrontEnd();
        await node.Process.AwaitReady();
        return node;
    }

    /// <summary>Cuts a silo off from the other silos, or mends that; clients and database are reachable from both sides.</summary>
    public void Separate(Node silo, ProxyMode mode)
    {
        silo.Silo!.Set(mode);
        foreach (var other in _silos.Where(other => other != silo && other.Runs))
            other.Silo!.Set(silo.Process.Id, mode);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _frontEnds.Concat(_silos))
            await node.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await _database.DisposeAsync();
    }

    private static async Task<CallCluster> Prepare(ClusterPlan plan)
    {
        if (!plan.OwnPostgres)
        {
            var database = await TestDatabase.Create();
            return new CallCluster(plan, database, await PostgresServer.Get(), database.ConnectionString, database.TcpConnectionString);
        }

        var server = await PrivatePostgres.Start(new PrivatePostgresOptions { Folder = PostgresServer.NewFolder() });
        await server.CreateDatabase("calls");
        return new CallCluster(plan, server, server, server.ConnectionString("calls"), server.TcpConnectionString("calls"));
    }

    private async Task<Node> StartSilo()
    {
        var (port, gatewayPort) = (LoopbackPorts.Free(), LoopbackPorts.Free());
        var silo = _plan.ProxiedSilos ? new TcpProxy(port) : null;
        var gateway = _plan.ProxiedGateways ? new TcpProxy(gatewayPort) : null;
        var (settings, database) = Common();
        settings["Silo__Port"] = Text(silo?.Port ?? port);
        settings["Silo__GatewayPort"] = Text(gateway?.Port ?? gatewayPort);
        settings["Silo__ListenPort"] = Text(port);
        settings["Silo__ListenGatewayPort"] = Text(gatewayPort);
        var number = _silos.Count + 1;
        var wrapper = _plan.Wrappers.GetValueOrDefault(number);
        foreach (var (name, value) in wrapper?.Environment ?? new Dictionary<string, string>())
            settings[name] = value;
        var node = new Node($"silo-{number}", "Silo", settings, _logs, wrapper?.CommandLine)
        {
            SiloPort = silo?.Port ?? port,
            Silo = silo,
            Gateway = gateway,
            Database = database,
        };
        _silos.Add(node);
        await node.Start();
        return node;
    }

    private async Task<Node> StartFrontEnd()
    {
        var (settings, database) = Common();
        var node = new Node($"frontend-{_frontEnds.Count + 1}", "WebFrontend", settings, _logs) { Database = database };
        _frontEnds.Add(node);
        await node.Start();
        return node;
    }

    private (Dictionary<string, string> Settings, TcpProxy? Database) Common()
    {
        var proxy = _plan.ProxiedDatabase ? new TcpProxy(_postgres.Port) : null;
        var settings = new Dictionary<string, string>(ClusterPlan.Defaults, StringComparer.Ordinal)
        {
            ["ConnectionStrings__Postgres"] = proxy is null
                ? ConnectionString
                : new NpgsqlConnectionStringBuilder(_tcpConnectionString) { Port = proxy.Port }.ConnectionString,
        };
        foreach (var (name, value) in _plan.Settings)
            settings[name] = value;
        return (settings, proxy);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
