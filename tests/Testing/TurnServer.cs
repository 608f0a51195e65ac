using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OrleansCalls.LocalPostgres;

namespace OrleansCalls.Testing;

/// <summary>A real coturn with the product's configuration, on loopback.</summary>
public sealed class TurnServer : IAsyncDisposable
{
    /// <summary>What it shares with the front-ends.</summary>
    public const string Secret = "the secret of a test's relay";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly string _run;

    private TurnServer(Process process, IPEndPoint endpoint, string run)
    {
        (_process, Endpoint, _run) = (process, endpoint, run);
        foreach (var output in (StreamReader[])[process.StandardOutput, process.StandardError])
            _ = Read(output);
    }

    /// <summary>Whether this machine has one.</summary>
    public static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Any(folder => File.Exists(Path.Combine(folder, "turnserver")));

    /// <summary>Where clients reach it, by UDP and TCP.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>All that it wrote so far.</summary>
    public string Said => string.Join('\n', _said);

    /// <summary>What lets people meet at its own address, which is a loopback one here.</summary>
    public const string LoopbackPeers = "--allow-loopback-peers";

    /// <summary>Starts one as the container does, except that its own address is a loopback one.</summary>
    /// <param name="relays">How many relays it may have at once.</param>
    /// <param name="perPerson">How many of these one person may have.</param>
    /// <param name="externalIp">The address that it tells people for its own.</param>
    /// <param name="arguments">More of turnserver's.</param>
    public static async Task<TurnServer> Start(int relays = 40, int perPerson = 40, string? externalIp = null, params string[] arguments)
    {
        var run = Directory.CreateTempSubdirectory("calls-turn-").FullName;
        var port = LoopbackPorts.Free();
        var relayPort = LoopbackPorts.Free(relays);
        string[] all = ["--listening-ip=127.0.0.1", $"--listening-port={port}", .. arguments];
        var start = new ProcessStartInfo(
            Path.Combine(BuiltProduct.Root, "deploy", "turn-server"), all)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["TURN_SECRET"] = Secret,
            ["TURN_HOST"] = "localhost",
            ["TURN_EXTERNAL_IP"] = externalIp,
            ["TURN_RELAY_IP"] = "127.0.0.1",
            ["TURN_MIN_PORT"] = relayPort.ToString(CultureInfo.InvariantCulture),
            ["TURN_MAX_PORT"] = (relayPort + relays - 1).ToString(CultureInfo.InvariantCulture),
            ["TURN_USER_QUOTA"] = perPerson.ToString(CultureInfo.InvariantCulture),
            ["TURN_CONF"] = Path.Combine(BuiltProduct.Root, "deploy", "turnserver.conf"),
            ["TURN_RUN"] = run,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var server = new TurnServer(Process.Start(start)!, new(IPAddress.Loopback, port), run);
        await Eventually.Holds(server.Listens);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_run, recursive: true);
    }

    private async Task<bool> Listens()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"It ended: {Said}");
        using var client = new UdpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            client.Connect(Endpoint);
            byte[] binding = [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, .. "any 12 bytes"u8];
            await client.SendAsync(binding, limit.Token);
            await client.ReceiveAsync(limit.Token);
            return true;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task Read(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
            _said.Enqueue(line);
    }
}
