using OrleansCalls.Cluster.Tests.Network;

namespace OrleansCalls.Cluster.Tests.Processes;

/// <summary>A place where a silo or front-end runs, one process after the other: its settings, its ports, its ways to others.</summary>
public sealed class Node : IAsyncDisposable
{
    private readonly string _project;
    private readonly string _logs;
    private readonly Dictionary<string, string> _settings;
    private readonly IReadOnlyList<string>? _before;
    private NodeProcess? _process;

    internal Node(
        string name, string project, IReadOnlyDictionary<string, string> settings, string logs, IReadOnlyList<string>? before = null)
    {
        (Name, _project, _logs, _before) = (name, project, logs, before);
        _settings = new Dictionary<string, string>(settings, StringComparer.Ordinal);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The port that other silos know it by; 0 for front-ends.</summary>
    public int SiloPort { get; init; }

    /// <summary>Its way to the database, where there is a proxy.</summary>
    public TcpProxy? Database { get; init; }

    /// <summary>The way of other silos to it, where there is a proxy.</summary>
    public TcpProxy? Silo { get; init; }

    /// <summary>The way of front-ends to it, where there is a proxy.</summary>
    public TcpProxy? Gateway { get; init; }

    /// <summary>The process that runs now, or ran last.</summary>
    public NodeProcess Process => _process ?? throw new InvalidOperationException($"{Name} was not started.");

    /// <summary>Whether its process runs.</summary>
    public bool Runs => _process is { HasEnded: false };

    /// <summary>Starts a process in place of an earlier one.</summary>
    public async Task Start()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _process = await NodeProcess.Start(Name, _project, _settings, _logs, _before);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        foreach (var proxy in (TcpProxy?[])[Database, Silo, Gateway])
        {
            if (proxy is not null)
                await proxy.DisposeAsync();
        }
    }
}
