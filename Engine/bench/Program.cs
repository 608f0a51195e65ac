using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OrleansCalls.GrainCalls;

const int Callers = 64;
const string Text = "What a grain of two silos is asked and answers, in forty-eight bytes or a few more.";
var warmUp = TimeSpan.FromSeconds(4);
var measured = TimeSpan.FromSeconds(10);
var engine = $"{typeof(Grain).Assembly.GetName().Name} {FileVersionInfo.GetVersionInfo(typeof(Grain).Assembly.Location).FileVersion}";
var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
var table = new List<string>();

foreach (var start in (Func<Task<Running>>[])[Clusters.OfTestingHost, Clusters.OverTcp])
{
    var cluster = await start();
    var grains = Enumerable.Range(0, Callers).Select(i => cluster.Client.GetGrain<IEchoGrain>($"e:{i}")).ToArray();
    await Together(grains, warmUp);
    var (count, seconds) = await Together(grains, measured);
    await OneByOne(grains, warmUp / 2);
    var times = await OneByOne(grains, measured / 2);
    await cluster.Stop();

    Array.Sort(times);
    var (perSecond, p50, p99) = (count / seconds, times[times.Length / 2], times[(int)(times.Length * 0.99)]);
    var line = new
    {
        bench = "grain-calls",
        engine,
        cluster = cluster.Name,
        callers = Callers,
        callsPerSecond = Math.Round(perSecond),
        p50Us = Math.Round(p50, 1),
        p99Us = Math.Round(p99, 1),
    };
    Console.WriteLine(JsonSerializer.Serialize(line, json));
    table.Add(string.Create(CultureInfo.InvariantCulture, $"{cluster.Name,-14}{perSecond,12:0}{p50,12:0.0}{p99,12:0.0}"));
}

Console.WriteLine();
Console.WriteLine($"{engine}: two silos, a string each way");
Console.WriteLine($"{"cluster",-14}{"calls/s",12}{"p50 us",12}{"p99 us",12}");
table.ForEach(Console.WriteLine);

static async Task<(long Count, double Seconds)> Together(IEchoGrain[] grains, TimeSpan time)
{
    var begun = Stopwatch.GetTimestamp();
    var counts = await Task.WhenAll(grains.Select(grain => Task.Run(async () =>
    {
        var count = 0L;
        while (Stopwatch.GetElapsedTime(begun) < time)
        {
            for (var i = 0; i < 16; i++)
                await grain.Echo(Text);
            count += 16;
        }

        return count;
    })));
    return (counts.Sum(), Stopwatch.GetElapsedTime(begun).TotalSeconds);
}

static async Task<double[]> OneByOne(IEchoGrain[] grains, TimeSpan time)
{
    var times = new List<double>();
    var begun = Stopwatch.GetTimestamp();
    for (var i = 0; Stopwatch.GetElapsedTime(begun) < time; i++)
    {
        var before = Stopwatch.GetTimestamp();
        await grains[i % grains.Length].Echo(Text);
        times.Add(Stopwatch.GetElapsedTime(before).TotalMicroseconds);
    }

    return [.. times];
}
