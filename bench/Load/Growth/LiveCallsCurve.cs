using System.Collections.Immutable;
using OrleansCalls.Load.People;
using OrleansCalls.Load.Servers;

namespace OrleansCalls.Load.Growth;

/// <summary>
/// Other calls that are going on. They are written into the database, since nobody has the people for so many, and the product is started
/// again, as a silo is that takes over. Their reminders wake them within a minute and look after them every minute from then on. Nobody
/// beats for them, so the product is told to wait ten minutes for whoever is away.
/// </summary>
internal sealed class LiveCallsCurve : ICurve
{
    private static readonly (string, string) Patience = ("Calls__AbsenceLimit", "00:10:00");
    private static readonly TimeSpan WakeTime = TimeSpan.FromSeconds(75);

    public string Name => "live-calls";

    public ImmutableArray<int> Sizes => [0, 1000, 10_000, 100_000];

    public int Rate => 100;

    public int Pairs => 100;

    public async Task Run(GrowthMeter meter, ImmutableArray<int> sizes, ServerPark servers)
    {
        var data = servers.Folder();
        var present = 0;
        foreach (var size in sizes)
        {
            var product = await servers.Product(data, Patience);
            if (size > present)
            {
                await using (var copies = await CallCopies.OfLiveCall(product))
                    await copies.Add(present, size - present);
                present = size;
                await servers.Stop(product);
                product = await servers.Product(data, Patience);
                Report.Progress($"live-calls: letting reminders wake all calls for {WakeTime.TotalSeconds:0} s.");
                await Task.Delay(WakeTime);
            }

            await using var callers = await Crowd.Gather(product, 2 * Pairs);
            await meter.WarmUp(callers);
            await meter.Point(size, product, callers);
            await callers.DisposeAsync();
            await servers.Stop(product);
        }
    }
}
