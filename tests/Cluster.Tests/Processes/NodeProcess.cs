using System.Diagnostics;
using OrleansCalls.Cluster.Tests.Network;
using OrleansCalls.Launcher.Up;
using OrleansCalls.LocalPostgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Cluster.Tests.Processes;

/// <summary>A silo or front-end as a process of its own, and what can be done to it.</summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly ChildStarter Starter = new("KILL");

    private readonly Process _process;
    private readonly HttpClient _http;
    private readonly Task _log;
    private readonly Lock _gate = new();
    private bool _disposed;

    private NodeProcess(string name, Process process, Uri address, string logFile)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };
        _log = Copy(logFile);
        (Name, Address, LogFile) = (name, address, logFile);
    }

    /// <summary>Its name in logs.</summary>
    public string Name { get; }

    /// <summary>Where it serves HTTP.</summary>
    public Uri Address { get; }

    /// <summary>The file that it writes to.</summary>
    public string LogFile { get; }

    /// <summary>Its id.</summary>
    public int Id => _process.Id;

    /// <summary>
    /// Whether it has ended; may be asked at any time, also by clients that look for one to connect to while this one is replaced.
    /// </summary>
    public bool HasEnded
    {
        get
        {
            lock (_gate)
                return _disposed || _process.HasExited;
        }
    }

    /// <summary>Its exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a project's program.</summary>
    /// <param name="name">Its name in logs.</param>
    /// <param name="project">The project.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="logs">The folder for its log.</param>
    /// <param name="before">What to run it with.</param>
    public static async Task<NodeProcess> Start(
        string name, string project, IReadOnlyDictionary<string, string> settings, string logs, IReadOnlyList<string>? before = null)
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPorts.Free()}");
        var environment = new Dictionary<string, string>(settings, StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority),

            // Several processes on a small machine: less memory, and no core dumps of those that are made to fail.
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_DbgEnableMiniDump"] = "0",
            ["DOTNET_TieredPGO"] = "0",
        };
        var process =
            await Starter.Start(
            [.. before ?? [], "dotnet", BuiltProduct.AssemblyOf(project)], Path.Combine(BuiltProduct.Root, project), environment);
        SocketOwners.Add(process.Id);
        return new NodeProcess(name, process, address, Path.Combine(logs, $"{name}-{process.Id}.log"));
    }

    /// <summary>Completes when it is ready to serve.</summary>
    /// <exception cref="InvalidOperationException">It ended instead, or is not ready in time; the message has its last words.</exception>
    public async Task AwaitReady()
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await Answers("/healthz/ready"))
        {
            if (HasEnded)
                throw new InvalidOperationException($"{Name} ended with exit code {ExitCode}: {LastWords()}");
            if (TimeProvider.System.GetElapsedTime(since) > StartLimit)
                throw new InvalidOperationException($"{Name} was not ready after {StartLimit}: {LastWords()}");
            await Eventually.Pause();
        }
    }

    /// <summary>Whether an address of its HTTP server answers with success.</summary>
    public async Task<bool> Answers(string path)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task Kill()
    {
        if (!HasEnded)
            Signal.Send(Id, Signal.Kill);
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops it as a machine does that hangs.</summary>
    public void Freeze() => Signal.Send(Id, Signal.Stop);

    /// <summary>Lets it go on.</summary>
    public void Thaw() => Signal.Send(Id, Signal.Cont);

    /// <summary>Asks it to stop, and says how long it took to go.</summary>
    public async Task<TimeSpan> Terminate()
    {
        var since = TimeProvider.System.GetTimestamp();
        Signal.Send(Id, Signal.Term);
        await Ended(TimeSpan.FromSeconds(60));
        return TimeProvider.System.GetElapsedTime(since);
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public async Task Ended(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"{Name} has not ended within {patience}.", late);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        SocketOwners.Remove(Id);
        await _log;
        lock (_gate)
        {
            _disposed = true;
            _process.Dispose();
        }

        _http.Dispose();
    }

    private string LastWords() => string.Join('\n', File.ReadLines(LogFile).TakeLast(5));

    private async Task Copy(string file)
    {
        await using var log =
            TextWriter.Synchronized(
            new StreamWriter(new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true });
        await Task.WhenAll(Copy(_process.StandardOutput, log), Copy(_process.StandardError, log));
    }

    private static async Task Copy(StreamReader from, TextWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
            await to.WriteLineAsync(line);
    }
}
