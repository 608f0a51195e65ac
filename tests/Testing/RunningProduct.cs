using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OrleansCalls.LocalPostgres;

namespace OrleansCalls.Testing;

/// <summary>The real product, started as <c>./calls up</c> starts it: on a free port, with a data folder of its own.</summary>
public sealed class RunningProduct : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly Process _launcher;
    private readonly string _data;
    private readonly bool _ownsData;

    private RunningProduct(Process launcher, Uri address, string data, bool ownsData)
    {
        _launcher = launcher;
        _data = data;
        _ownsData = ownsData;
        Address = address;
    }

    /// <summary>Where the front-end serves.</summary>
    public Uri Address { get; }

    /// <summary>Where the front-end of a number serves, from 1.</summary>
    public Uri AddressOf(int frontend) => new($"http://127.0.0.1:{Address.Port + frontend - 1}");

    /// <summary>The folder with the database and the logs.</summary>
    public string Data => _data;

    /// <summary>Starts the product and completes when it is ready.</summary>
    /// <param name="settings">Settings on top of the defaults, as environment variables.</param>
    /// <param name="arguments">More options of <c>./calls up</c>.</param>
    /// <param name="data">A data folder to run on and to leave behind; without one, a folder that is removed afterwards.</param>
    /// <exception cref="InvalidOperationException">It did not start; the message has what the launcher said.</exception>
    public static async Task<RunningProduct> Start(
        IReadOnlyDictionary<string, string>? settings = null, IReadOnlyList<string>? arguments = null, string? data = null)
    {
        // Front-ends have consecutive ports, and no test has more than this many.
        const int frontends = 4;
        var address = new Uri($"http://127.0.0.1:{LoopbackPorts.Free(frontends)}");
        var folder = data ?? Directory.CreateTempSubdirectory("calls-").FullName;
        var start = new ProcessStartInfo(
            "dotnet", [BuiltProduct.AssemblyOf("Launcher"), "up", "--port", $"{address.Port}", "--data", folder, .. arguments ?? []])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        var launcher = Process.Start(start)!;
        var product = new RunningProduct(launcher, address, folder, data is null);
        var said = launcher.StandardError.ReadToEndAsync();
        try
        {
            using var limit = new CancellationTokenSource(StartLimit);
            while (await launcher.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith("ready ", StringComparison.Ordinal))
                {
                    _ = launcher.StandardOutput.ReadToEndAsync(CancellationToken.None);
                    return product;
                }
            }
        }
        catch (OperationCanceledException e)
        {
            await product.DisposeAsync();
            throw new InvalidOperationException($"The product was not ready after {StartLimit}.", e);
        }

        await product.DisposeAsync();
        throw new InvalidOperationException($"The product did not start: {await said}");
    }

    /// <summary>The id of the process that runs now under this name.</summary>
    public int ProcessId(string name = "frontend-1")
    {
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(_data, "processes.json")));
        return record.RootElement.GetProperty(name).GetProperty("Pid").GetInt32();
    }

    /// <summary>The names of the processes that run now.</summary>
    public IReadOnlyList<string> ProcessNames()
    {
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(_data, "processes.json")));
        return [.. record.RootElement.EnumerateObject().Select(process => process.Name)];
    }

    /// <summary>Kills a process as <c>kill -9</c> does, without waiting for the launcher to start it again.</summary>
    public void Kill(string name = "frontend-1")
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId(name));
            process.Kill();
            process.WaitForExit();
        }
        catch (ArgumentException)
        {
            // It went by itself.
        }
    }

    /// <summary>Asks the launcher to stop, as Ctrl-C does, without waiting for it.</summary>
    public void Terminate()
    {
        using var terminate = Process.Start("kill", ["-TERM", $"{_launcher.Id}"]);
        terminate.WaitForExit();
    }

    /// <summary>Kills the launcher and nothing else.</summary>
    public void KillLauncher()
    {
        _launcher.Kill();
        _launcher.WaitForExit();
    }

    /// <summary>Kills launcher, servers and database, as a power cut does.</summary>
    public void KillEverything()
    {
        // The launcher's end would let the database stop in order, so that goes first.
        using var postmaster =
            Process.GetProcessById(
            int.Parse(File.ReadLines(Path.Combine(_data, "postgres", "postmaster.pid")).First(), CultureInfo.InvariantCulture));
        postmaster.Kill();
        KillLauncher();
        foreach (var name in ProcessNames())
            Kill(name);
    }

    /// <summary>Kills a process and completes when the one that the launcher starts in its place is ready.</summary>
    public async Task KillAndAwaitRestart(string name = "frontend-1")
    {
        var killed = ProcessId(name);
        Kill(name);
        await Eventually.Holds(() => ProcessId(name) != killed, TimeSpan.FromSeconds(30));
        await AwaitReady();
    }

    /// <summary>Completes when the first front-end is ready to serve.</summary>
    public async Task AwaitReady()
    {
        using var http = new HttpClient { BaseAddress = Address };
        await Eventually.Holds(() => IsReady(http), TimeSpan.FromSeconds(60));
    }

    /// <summary>Stops the product as Ctrl-C does and removes its data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_launcher.HasExited)
        {
            Terminate();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            try
            {
                await _launcher.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _launcher.Kill(entireProcessTree: true);
            }
        }

        _launcher.Dispose();
        if (_ownsData)
            Directory.Delete(_data, recursive: true);
    }

    private static async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
