using System.Net;
using System.Net.WebSockets;
using OrleansCalls.Cluster.Tests.History;
using OrleansCalls.Cluster.Tests.Load;
using OrleansCalls.Cluster.Tests.Processes;
using OrleansCalls.Testing;
using Xunit.Abstractions;

namespace OrleansCalls.Cluster.Tests.Faults;

/// <summary>FAULTS 22: one person has a thousand of everything, while two others connect and call.</summary>
public sealed class CrowdOutTests(CrowdOutTests.Fixture fixture, ITestOutputHelper output)
    : FaultTest(fixture, output), IClassFixture<CrowdOutTests.Fixture>
{
    private const int Rounds = 15;
    private const int Many = 1000;

    // What the attacker itself takes of the machine.
    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ListPause = TimeSpan.FromMilliseconds(50);

    [FaultFact]
    public async Task Row_22_a_thousand_sockets_devices_and_lists_of_one_person_are_refused_and_cost_others_little()
    {
        await using var crowd = await Crowd.Gather(Cluster, 3);
        var (caller, callee, mallory) = (crowd.People[0], crowd.People[1], crowd.People[2]);
        var usual = await Measure(caller, callee, "usual");

        using var stopping = new CancellationTokenSource();
        var refused = new Refusals();
        var abuse = Task.WhenAll(
            OpenSockets(mallory, refused, stopping.Token), NameDevices(mallory, refused, stopping.Token),
                SendLists(mallory, refused, stopping.Token));
        await Eventually.Holds(
            () => abuse.IsCompleted || (refused.Sockets > Many / 2 && refused.Devices > 0 && refused.Lists > 0), TimeSpan.FromSeconds(60));
        var beside = await Measure(caller, callee, "beside it");
        await stopping.CancelAsync();
        await abuse;

        Measured.Note(Output, "22", "sockets refused", refused.Sockets);
        Measured.Note(Output, "22", "devices refused", refused.Devices);
        Measured.Note(Output, "22", "lists refused", refused.Lists);
        Assert.InRange(beside.Connected, TimeSpan.Zero, (2 * usual.Connected) + Noise);
        Assert.InRange(beside.Rung, TimeSpan.Zero, (2 * usual.Rung) + Noise);
        await Judge(crowd);
    }

    private static Task OpenSockets(Person mallory, Refusals refused, CancellationToken stopping) =>
        Task.WhenAll(Enumerable.Range(0, Many).Select(_ => KeepOpen(mallory, refused, stopping)));

    /// <summary>One socket that says nothing, opened anew whenever it is gone.</summary>
    private static async Task KeepOpen(Person mallory, Refusals refused, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            using var socket = await TryOpen(mallory);
            if (socket is null)
                Interlocked.Increment(ref refused.Sockets);
            await Task.WhenAny(socket?.ReceiveAsync(new byte[1024], stopping) ?? Eventually.After(RetryAfter), stopping.WhenCancelled());
        }
    }

    private static async Task<ClientWebSocket?> TryOpen(Person mallory)
    {
        var socket = new ClientWebSocket();
        try
        {
            var address =
                new UriBuilder(mallory.Line.Address!)
                {
                    Scheme = "ws",
                    Path = "/hubs/calls",
                    Query = "access_token="
                + mallory.Account.Token
                };
            await socket.ConnectAsync(address.Uri, CancellationToken.None);
            return socket;
        }
        catch (WebSocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private static async Task NameDevices(Person mallory, Refusals refused, CancellationToken stopping)
    {
        for (var device = 0; !stopping.IsCancellationRequested; device = (device + 1) % Many)
        {
            using var answer =
                await mallory.Account.Post(mallory.Line.Address!, "/api/status/heartbeat", new { deviceId = "device-" + device });
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                Interlocked.Increment(ref refused.Devices);
            await Eventually.After(HeartbeatInterval / Many);
        }
    }

    private static async Task SendLists(Person mallory, Refusals refused, CancellationToken stopping)
    {
        for (var list = 0; list < Many && !stopping.IsCancellationRequested; list++)
        {
            try
            {
                var hub = await mallory.Line.WhenConnected();
                await hub.Invoke("Watch", new object[] { Enumerable.Range(0, 500).Select(_ => Guid.NewGuid().ToString("N")).ToArray() });
            }
            catch (HubRefusedException refusal) when (refusal.Code == "rate_limited")
            {
                Interlocked.Increment(ref refused.Lists);
            }

            await Eventually.After(ListPause);
        }
    }

    private async Task<(TimeSpan Connected, TimeSpan Rung)> Measure(Person caller, Person callee, string when)
    {
        var (connected, rung) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var round = 0; round < Rounds; round++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await using (var line = new Line(caller.Account with { DeviceId = $"{when.Length}-{round}" }, () => Cluster.Addresses))
            {
                line.Open();
                await line.WhenConnected().WaitAsync(Eventually.Patience);
                connected.Add(TimeProvider.System.GetElapsedTime(began));
            }

            var callId = Guid.CreateVersion7().ToString();
            began = TimeProvider.System.GetTimestamp();
            Assert.Equal(Outcome.Ok, (await caller.Call(callee, callId)).Outcome);
            await callee.Sees(callId, call => call.State == CallStates.Ringing);
            rung.Add(TimeProvider.System.GetElapsedTime(began));
            Assert.Equal(Outcome.Ok, (await caller.Do(Commands.HangUp, callId)).Outcome);
            await Task.WhenAll(caller.SeesEnd(callId), callee.SeesEnd(callId));
        }

        var (medianConnected, medianRung) = (connected.Order().ElementAt(Rounds / 2), rung.Order().ElementAt(Rounds / 2));
        Measured.Note(Output, "22", $"connected, {when}, median", medianConnected);
        Measured.Note(Output, "22", $"rung, {when}, median", medianRung);
        return (medianConnected, medianRung);
    }

    private sealed class Refusals
    {
        public int Sockets;
        public int Devices;
        public int Lists;
    }

    /// <summary>One front-end, so that everybody comes to the one that is abused.</summary>
    public sealed class Fixture() : ClusterFixture(new ClusterPlan { FrontEnds = 1 });
}
