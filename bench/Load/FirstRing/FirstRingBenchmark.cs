using OrleansCalls.Load.Measurements;
using OrleansCalls.Load.People;
using OrleansCalls.Load.Servers;
using OrleansCalls.Testing;

namespace OrleansCalls.Load.FirstRing;

/// <summary>
/// How long the first people wait after a start. Two who signed in before it connect as soon as the product says that it is ready, and one
/// calls the other; then the first sign-in is timed, apart.
/// </summary>
internal sealed class FirstRingBenchmark(LoadOptions options, ServerPark servers, Report report) : IBenchmark
{
    private const string Password = "first-ring";
    private static readonly TimeSpan RingLimit = TimeSpan.FromSeconds(30);

    private readonly Latencies _connect = new();
    private readonly Latencies _ring = new();
    private readonly Latencies _readyToRing = new();
    private readonly Latencies _signIn = new();

    public async Task<bool> Run()
    {
        var data = servers.Folder();
        Report.Progress("Starting once, to make the database and to have the driver compiled.");
        var people = await OnEmptyDatabase(data);
        for (var start = 1; start <= options.Starts; start++)
        {
            Report.Progress($"Start {start} of {options.Starts}.");
            var product = await servers.Product(data);
            var ready = Now();
            var accounts = people.SessionsOf(start, product.Addresses);
            await Ring(accounts, ready, count: true);
            await SignIn(product, people.Usernames[start], count: true);
            await servers.Stop(product);
        }

        Write();
        return true;
    }

    private async Task<Regulars> OnEmptyDatabase(string data)
    {
        var product = await servers.Product(data);
        var accounts = await product.SignUp(2 * (options.Starts + 1));
        var usernames = await Registry.FillWithPassword(product.ConnectionString!, options.Starts + 1, Password);
        var people = new Regulars(accounts, usernames);
        await Ring(people.SessionsOf(0, product.Addresses), Now(), count: false);
        await SignIn(product, usernames[0], count: false);
        await servers.Stop(product);
        return people;
    }

    private async Task Ring(Account[] accounts, long ready, bool count)
    {
        var devices = await Task.WhenAll(accounts.Select(Device.Open));
        var connected = Now();
        var callId = Guid.CreateVersion7().ToString();
        var rings = devices[1].Expect("CallInitiated", callId);
        await devices[0].Invoke("Initiate", new { calleeId = devices[1].UserId, media = "audio", callId });
        var rang = await rings.WaitAsync(RingLimit);
        if (count)
        {
            _connect.Add(ready, connected);
            _ring.Add(connected, rang);
            _readyToRing.Add(ready, rang);
        }

        await devices[0].Invoke("HangUp", callId);
        await Task.WhenAll(devices.Select(device => device.DisposeAsync().AsTask()));
    }

    private async Task SignIn(IServer product, string username, bool count)
    {
        var began = Now();
        using var api = await ProductApi.SignIn(product.Addresses[0], username, Password);
        if (count)
            _signIn.Add(began, Now());
    }

    private void Write()
    {
        var table = new Table("ms after a start", "count", "p50", "max");
        foreach (var (what, times) in (IEnumerable<(string, LatencySummary)>)[
            ("connecting", _connect.Summarize()), ("first ring", _ring.Summarize()), ("ready to ring", _readyToRing.Summarize()),
            ("first sign-in", _signIn.Summarize())])
        {
            report.Line(new { bench = "first-ring", what, options.Size.Silos, options.Size.Frontends, times.Count, times.P50, times.Max });
            table.Row(what, times.Count, times.P50, times.Max);
        }

        report.Table(table);
    }

    private static long Now() => TimeProvider.System.GetTimestamp();

    /// <summary>Who were there before a start. The product's ports may change with it.</summary>
    private sealed record Regulars(IReadOnlyList<Account> Accounts, IReadOnlyList<string> Usernames)
    {
        public Account[] SessionsOf(int start, IReadOnlyList<Uri> addresses) =>
            [Accounts[2 * start] with { Address = addresses[0] }, Accounts[2 * start + 1] with { Address = addresses[^1] }];
    }
}
