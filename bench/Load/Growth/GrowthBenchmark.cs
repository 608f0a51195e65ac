using System.Collections.Immutable;
using OrleansCalls.Load.Servers;

namespace OrleansCalls.Load.Growth;

/// <summary>What a call costs while something else grows; a curve for each of what can.</summary>
internal sealed class GrowthBenchmark(LoadOptions options, ServerPark servers, Report report) : IBenchmark
{
    public async Task<bool> Run()
    {
        var curves = (ImmutableArray<ICurve>)[new ConnectedCurve(), new LiveCallsCurve(), new HistoryCurve(), new WatchersCurve()];
        var chosen = curves.Where(curve => options.Curve is null || curve.Name == options.Curve).ToArray();
        if (chosen.Length == 0)
        {
            Report.Progress($"There is no curve {options.Curve}; there are {string.Join(", ", curves.Select(curve => curve.Name))}.");
            return false;
        }

        var meter = new GrowthMeter(options, report);
        foreach (var curve in chosen)
        {
            meter.Begin(curve);
            try
            {
                await curve.Run(meter, options.Sizes is { Length: > 0 } sizes ? sizes : curve.Sizes, servers);
            }
            catch (Exception failure)
            {
                // The other curves are worth having.
                meter.Fail(failure);
            }

            await servers.StopAll();
        }

        return meter.Finish();
    }
}

/// <summary>One thing that grows.</summary>
internal interface ICurve
{
    /// <summary>Its name in results.</summary>
    string Name { get; }

    /// <summary>How much of it there is, one after the other, unless other sizes are asked for.</summary>
    ImmutableArray<int> Sizes { get; }

    /// <summary>Calls per second that are measured with.</summary>
    int Rate { get; }

    /// <summary>Pairs who call each other.</summary>
    int Pairs { get; }

    /// <summary>Lets it grow and measures at each size.</summary>
    Task Run(GrowthMeter meter, ImmutableArray<int> sizes, ServerPark servers);
}
