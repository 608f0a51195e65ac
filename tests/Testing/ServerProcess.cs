using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using OrleansCalls.LocalPostgres;

namespace OrleansCalls.Testing;

/// <summary>One real process of the product, a silo or a front-end, without the launcher around it.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly Task _read;
    private readonly HttpClient _http;

    private readonly string _project;
    private readonly (string Setting, string Value)[] _settings;

    private ServerProcess(Process process, Uri address, string project, (string Setting, string Value)[] settings)
    {
        _process = process;
        _project = project;
        _settings = settings;
        Address = address;
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(15) };
        _read = Task.WhenAll(Read(process.StandardOutput), Read(process.StandardError));
    }

    /// <summary>Where it serves HTTP.</summary>
    public Uri Address { get; }

    /// <summary>All that it wrote so far.</summary>
    public string Said => string.Join('\n', _said);

    /// <summary>What it wrote for people: all but the log.</summary>
    public string Sentences => string.Join('\n', _said.Where(line => !line.StartsWith('{')));

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a silo on free ports of this machine.</summary>
    public static ServerProcess Silo(params (string Setting, string Value)[] settings) => Start("Silo", LoopbackPorts.Free(), settings);

    /// <summary>Starts the same again after its end, at the same ports, as a service manager does.</summary>
    public ServerProcess Again() => Start(_project, Address.Port, _settings);

    /// <summary>Starts a front-end that is a client of the cluster.</summary>
    public static ServerProcess FrontEnd(params (string Setting, string Value)[] settings) =>
        Start("WebFrontend", LoopbackPorts.Free(), [("Silo:InProcess", "false"), .. settings]);

    /// <summary>Starts a front-end that is a client of the cluster, on a port.</summary>
    public static ServerProcess FrontEnd(int port, params (string Setting, string Value)[] settings) =>
        Start("WebFrontend", port, [("Silo:InProcess", "false"), .. settings]);

    /// <summary>The status of a path; null while nobody listens.</summary>
    public async Task<HttpStatusCode?> Status(string path)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>The answer of a path.</summary>
    public Task<HttpResponseMessage> Get(string path) => _http.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>Completes when it is ready to serve.</summary>
    /// <exception cref="InvalidOperationException">It ended; the message has what it wrote.</exception>
    public async Task AwaitReady()
    {
        await Eventually.Holds(
            async () => _process.HasExited
                ? throw new InvalidOperationException($"It ended before it was ready: {Said}")
                : await Status("/healthz/ready") == HttpStatusCode.OK,
            TimeSpan.FromMinutes(1));
    }

    /// <summary>Completes with the exit code when it has ended and all that it wrote was read.</summary>
    public async Task<int> Ended(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"It still runs after {patience}: {Said}", e);
        }

        await _read;
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public void Terminate()
    {
        using var terminate = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        terminate.WaitForExit();
    }

    /// <summary>Kills it as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks it to stop, and kills it when that takes long.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Terminate();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Kill();
            }
        }

        _process.Dispose();
        _http.Dispose();
    }

    private static ServerProcess Start(string project, int port, (string Setting, string Value)[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        var folder = Path.Combine(BuiltProduct.Root, project);
        var start = new ProcessStartInfo("dotnet", [BuiltProduct.AssemblyOf(project)])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        (string Setting, string Value)[] defaults =
            [("Silo:AdvertisedAddress", "127.0.0.1"), ("Silo:Port", $"{LoopbackPorts.Free()}"),
                ("Silo:GatewayPort", $"{LoopbackPorts.Free()}")];
        (string Setting, string Value)[] all = [.. defaults, .. settings];
        foreach (var (setting, value) in all)
            start.Environment[setting.Replace(":", "__", StringComparison.Ordinal)] = value;
        return new ServerProcess(Process.Start(start)!, address, project, all);
    }

    private async Task Read(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
            _said.Enqueue(line);
    }
}
