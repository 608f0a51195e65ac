using System.Diagnostics;
using OrleansCalls.LocalPostgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Load.Servers;

/// <summary>The bare hub (bench/BareHub) in a process of its own.</summary>
internal sealed class BareHub : IServer
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private BareHub(Process process, Uri address) => (_process, Addresses) = (process, [address]);

    public string Name => "bare";

    public IReadOnlyList<Uri> Addresses { get; }

    public IReadOnlyList<int> Processes => [_process.Id];

    public IReadOnlyList<int> Silos => [];

    public int? DatabaseProcess => null;

    public string? ConnectionString => null;

    /// <summary>Starts it; completes when it answers.</summary>
    public static async Task<BareHub> Start()
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPorts.Free()}");
        var process = Process.Start(new ProcessStartInfo("dotnet", [BuiltProduct.AssemblyOf("BareHub", "bench"), "--urls", $"{address}"])
        {
            UseShellExecute = false,
        })!;
        var hub = new BareHub(process, address);
        try
        {
            using var http = new HttpClient();
            await Eventually.Holds(() => Answers(http, address), StartLimit);
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    public Task<IReadOnlyList<Account>> SignUp(int people) => Task.FromResult<IReadOnlyList<Account>>(
        [.. Enumerable.Range(0, people).Select(_ => $"{Guid.NewGuid():N}").Select(name => new Account(name, name, Addresses[0]))]);

    public async ValueTask DisposeAsync()
    {
        using var terminate = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        using var limit = new CancellationTokenSource(StopLimit);
        await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static async Task<bool> Answers(HttpClient http, Uri address)
    {
        try
        {
            using var response = await http.GetAsync(address);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
