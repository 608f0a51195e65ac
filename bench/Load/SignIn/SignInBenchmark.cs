using System.Net.Http.Json;
using OrleansCalls.Load.FirstCall;
using OrleansCalls.Load.Measurements;
using OrleansCalls.Load.People;
using OrleansCalls.Load.Servers;

namespace OrleansCalls.Load.SignIn;

/// <summary>Many sign in at once while others call each other: how fast it goes, what it costs, and what rings notice of it.</summary>
internal sealed class SignInBenchmark(LoadOptions options, ServerPark servers, Report report) : IBenchmark
{
    private const int DefaultPeople = 400;
    private const int CallsPerSecond = 20;
    private const int Pairs = 50;
    private const string Password = "all-at-once";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public async Task<bool> Run()
    {
        var people = options.People is [var given, ..] ? given : DefaultPeople;
        var product = await servers.Product();
        string[] usernames = [.. await Registry.FillWithPassword(product.ConnectionString!, 2 * people + 1, Password)];
        await SignInAll(product.Addresses, usernames[..1]);

        Report.Progress($"{people} people sign in at once, and nobody calls.");
        var before = Cpu.Of(product);
        var quiet = await SignInAll(product.Addresses, usernames[1..(people + 1)]);
        var cpu = Cpu.Of(product).Since(before);

        await using var crowd = await Crowd.Gather(product, 2 * Pairs);
        var driver = new CallDriver(crowd, new CallCycle(options.Connected));
        Report.Progress($"Warming up for {options.WarmUp} s, then {CallsPerSecond} calls a second for {options.Seconds} s.");
        await driver.Drive(Pace.Most(Pairs), TimeSpan.FromSeconds(options.WarmUp));
        var alone = await driver.Drive(Pace.PerSecond(CallsPerSecond), TimeSpan.FromSeconds(options.Seconds));

        Report.Progress($"{people} people sign in at once, and others call.");
        var signIns = SignInAll(product.Addresses, usernames[(people + 1)..]);
        var meanwhile = await driver.Drive(Pace.PerSecond(CallsPerSecond), Limit, signIns);
        var busy = await signIns;

        Write(people, quiet, cpu.Total / people, busy, alone.Ring.Summarize(), meanwhile.Ring.Summarize());
        return alone.Errors.IsEmpty && meanwhile.Errors.IsEmpty;
    }

    private void Write(int people, LatencySummary quiet, double cpuMs, LatencySummary busy, LatencySummary alone, LatencySummary meanwhile)
    {
        report.Line(new
        {
            bench = "sign-in",
            options.Size.Silos,
            options.Size.Frontends,
            people,
            seconds = Math.Round(quiet.Max / 1000, 1),
            perSecond = Math.Round(people / quiet.Max * 1000, 1),
            cpuMs = Math.Round(cpuMs, 1),
            secondsWithCalls = Math.Round(busy.Max / 1000, 1),
            ringAlone = alone,
            ringMeanwhile = meanwhile,
        });
        var table = new Table("people at once", "seconds", "per second", "CPU ms each", "seconds with calls");
        table.Row(people, quiet.Max / 1000, people / quiet.Max * 1000, cpuMs, busy.Max / 1000);
        report.Table(table);
        var rings = new Table("ring ms", "count", "p50", "p99", "max");
        rings.Row("alone", alone.Count, alone.P50, alone.P99, alone.Max);
        rings.Row("while people sign in", meanwhile.Count, meanwhile.P50, meanwhile.P99, meanwhile.Max);
        report.Table(rings);
    }

    private static async Task<LatencySummary> SignInAll(IReadOnlyList<Uri> addresses, IReadOnlyList<string> usernames)
    {
        var times = new Latencies();
        using var http = new HttpClient { Timeout = Limit };
        await Task.WhenAll(usernames.Select(async (username, i) =>
        {
            var began = TimeProvider.System.GetTimestamp();
            var address = new Uri(addresses[i % addresses.Count], "/api/auth/login");
            using var response = await http.PostAsJsonAsync(address, new { username, password = Password });
            response.EnsureSuccessStatusCode();
            times.Add(began, TimeProvider.System.GetTimestamp());
        }));
        return times.Summarize();
    }
}
