using System.Collections.Immutable;
using OrleansCalls.Load.People;
using OrleansCalls.Load.Servers;

namespace OrleansCalls.Load.Growth;

/// <summary>People who are connected and only beat.</summary>
internal sealed class ConnectedCurve : ICurve
{
    public string Name => "connected";

    public ImmutableArray<int> Sizes => [100, 1000, 3000, 10_000];

    public int Rate => 100;

    public int Pairs => 50;

    public async Task Run(GrowthMeter meter, ImmutableArray<int> sizes, ServerPark servers)
    {
        var product = await servers.Product();
        await using var callers = await Crowd.Gather(product, 2 * Pairs);
        await meter.WarmUp(callers);
        var others = new List<Crowd>();
        foreach (var size in sizes)
        {
            others.Add(await Crowd.Gather(product, Math.Max(0, size - 2 * Pairs - others.Sum(crowd => crowd.Devices.Count))));
            await meter.Point(size, product, callers);
        }

        foreach (var crowd in others)
            await crowd.DisposeAsync();
        await servers.Stop(product);
    }
}
