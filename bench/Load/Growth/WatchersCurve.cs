using System.Collections.Immutable;
using OrleansCalls.Load.People;
using OrleansCalls.Load.Servers;

namespace OrleansCalls.Load.Growth;

/// <summary>People who have everybody that is called on their screens, and are told of each change.</summary>
internal sealed class WatchersCurve : ICurve
{
    public string Name => "watchers";

    public ImmutableArray<int> Sizes => [1, 10, 100, 1000];

    public int Rate => 10;

    public int Pairs => 20;

    public async Task Run(GrowthMeter meter, ImmutableArray<int> sizes, ServerPark servers)
    {
        var product = await servers.Product();
        var people = await product.SignUp(2 * Pairs + sizes.Max());
        await using var callers = await Crowd.Connect([.. people.Take(2 * Pairs)]);
        string[] watched = [.. callers.Pairs.Select(pair => pair.Callee.UserId)];
        await meter.WarmUp(callers);
        var watchers = new List<Crowd>();
        var present = 0;
        foreach (var size in sizes)
        {
            watchers.Add(await Crowd.Connect([.. people.Skip(2 * Pairs + present).Take(size - present)]));
            await Task.WhenAll(watchers[^1].Devices.Select(device => device.Invoke("Watch", (object)watched)));
            present = size;
            var told = Told();
            await meter.Point(size, product, callers);
            Report.Progress($"watchers: {size} were told of {Told() - told} changes.");
        }

        int Told() => watchers.Sum(crowd => crowd.Devices.Sum(device => device.PresenceChanges));

        foreach (var crowd in watchers)
            await crowd.DisposeAsync();
        await callers.DisposeAsync();
        await servers.Stop(product);
    }
}
