using OrleansCalls.Load.Servers;

namespace OrleansCalls.Load.FirstCall;

/// <summary>The life of a one-to-one call, over and over, alone or in turns with the bare hub.</summary>
internal sealed class FirstCallBenchmark(LoadOptions options, ServerPark servers, Report report) : IBenchmark
{
    public async Task<bool> Run()
    {
        var contenders = new List<Contender>();
        if (options.AgainstBare)
            contenders.Add(await Contender.Prepare(await servers.Bare(), options));
        contenders.Add(await Contender.Prepare(await servers.Product(), options));

        var runs = new List<CallCosts>();
        foreach (var pace in options.Paces)
        {
            // In turns, so that a busy minute of the machine hits both.
            for (var round = 0; round < options.Repeat; round++)
            {
                foreach (var contender in contenders)
                {
                    runs.Add(await contender.Measure(pace, TimeSpan.FromSeconds(options.Seconds)));
                    FirstCallReport.Line(report, options, runs[^1]);
                }
            }
        }

        FirstCallReport.Tables(report, runs);
        foreach (var contender in contenders)
            await contender.DisposeAsync();
        return runs.All(run => run.Errors == 0 && run.Times.Completed > 0);
    }
}
