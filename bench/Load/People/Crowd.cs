using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using OrleansCalls.Load.Servers;

namespace OrleansCalls.Load.People;

/// <summary>People who are connected, in pairs of which each is in at most one call.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int ConnectionsAtOnce = 32;

    private readonly ConcurrentQueue<Pair> _free = new();
    private readonly ConcurrentBag<Device> _devices = [];

    private Crowd()
    {
    }

    /// <summary>Everybody.</summary>
    public IReadOnlyCollection<Device> Devices => _devices;

    /// <summary>The pairs that are in no call.</summary>
    public IEnumerable<Pair> Pairs => _free;

    /// <summary>Signs up as many and connects them.</summary>
    public static async Task<Crowd> Gather(IServer server, int people) => await Connect(await server.SignUp(people));

    /// <summary>Connects them.</summary>
    public static async Task<Crowd> Connect(IReadOnlyList<Account> accounts)
    {
        var crowd = new Crowd();
        try
        {
            await Parallel.ForEachAsync(
                accounts.Chunk(2), new ParallelOptions { MaxDegreeOfParallelism = ConnectionsAtOnce }, async (two, _) =>
                {
                    Device[] devices = [.. await Task.WhenAll(two.Select(Device.Open))];
                    foreach (var device in devices)
                        crowd._devices.Add(device);
                    if (devices is [var caller, var callee])
                        crowd._free.Enqueue(new Pair(caller, callee));
                });
        }
        catch
        {
            await crowd.DisposeAsync();
            throw;
        }

        return crowd;
    }

    /// <summary>A pair that is in no call.</summary>
    public bool TryTake([NotNullWhen(true)] out Pair? pair) => _free.TryDequeue(out pair);

    /// <summary>The pair's call is over.</summary>
    public void GiveBack(Pair pair) => _free.Enqueue(pair);

    public async ValueTask DisposeAsync() => await Task.WhenAll(_devices.Select(device => device.DisposeAsync().AsTask()));
}
