using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using OrleansCalls.Testing;

namespace OrleansCalls.Load.FirstCall;

/// <summary>The people of a run, in pairs of which each is in at most one call.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int SignInsAtOnce = 8;
    private const int AccountsAtOnce = 100;

    private readonly ConcurrentQueue<Pair> _free = new();
    private readonly ConcurrentBag<Device> _devices = [];

    /// <summary>Makes the accounts, signs everybody in and opens their sockets.</summary>
    public static async Task<Crowd> SignIn(Uri address, int pairs)
    {
        var run = $"{Guid.NewGuid():N}"[..8];
        using var administrator = await ProductApi.SignInAsAdministrator(address);
        foreach (var batch in Enumerable.Range(0, pairs).SelectMany(i => (string[])[Caller(run, i), Callee(run, i)]).Chunk(AccountsAtOnce))
            await administrator.CreateUsers($"bench-{run}", batch);

        var crowd = new Crowd();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, pairs), new ParallelOptions { MaxDegreeOfParallelism = SignInsAtOnce }, async (i, _) =>
            crowd._free.Enqueue(new Pair(await crowd.Open(address, Caller(run, i)), await crowd.Open(address, Callee(run, i)))));
        return crowd;
    }

    /// <summary>A pair that is in no call.</summary>
    public bool TryTake([NotNullWhen(true)] out Pair? pair) => _free.TryDequeue(out pair);

    /// <summary>The pair's call is over.</summary>
    public void GiveBack(Pair pair) => _free.Enqueue(pair);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_devices.Select(device => device.DisposeAsync().AsTask()));
    }

    private static string Caller(string run, int i) => $"caller{i}.{run}";

    private static string Callee(string run, int i) => $"callee{i}.{run}";

    private async Task<Device> Open(Uri address, string username)
    {
        using var api = await ProductApi.SignIn(address, username, $"demo-{username}");
        var device = await Device.Open(address, api.UserId, api.AccessToken);
        _devices.Add(device);
        return device;
    }
}
