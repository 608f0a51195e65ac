using System.Collections.Immutable;
using OrleansCalls.Load.People;
using OrleansCalls.Load.Servers;

namespace OrleansCalls.Load.Growth;

/// <summary>
/// Lines in people's histories: two for each call that has ended, written into the database over a year and 10,000 people, of whom those
/// who call are some.
/// </summary>
internal sealed class HistoryCurve : ICurve
{
    private const int LinesPerCall = 2;

    public string Name => "history";

    public ImmutableArray<int> Sizes => [0, 100_000, 1_000_000, 10_000_000];

    public int Rate => 100;

    public int Pairs => 100;

    public async Task Run(GrowthMeter meter, ImmutableArray<int> sizes, ServerPark servers)
    {
        var product = await servers.Product();
        await using var callers = await Crowd.Gather(product, 2 * Pairs);
        await meter.WarmUp(callers);
        await using var copies = await CallCopies.OfEndedCall(product, [.. callers.Devices.Select(device => device.UserId)]);
        var present = 0;
        foreach (var size in sizes)
        {
            var calls = (size / LinesPerCall) - present;
            if (calls > 0)
                await copies.Add(present, calls);
            present += calls;
            await meter.Point(size, product, callers);
        }

        await callers.DisposeAsync();
        await servers.Stop(product);
    }
}
