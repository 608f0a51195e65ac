using System.Globalization;
using System.Text.Json;
using OrleansCalls.Testing;

namespace OrleansCalls.Launcher.Tests.Up;

/// <summary>Several silos and front-ends under the launcher.</summary>
public sealed class ClusterTests : IDisposable
{
    private static readonly string[] ThreeAndTwo = ["--silos", "3", "--frontends", "2"];

    private readonly string _data = Directory.CreateTempSubdirectory("calls-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task People_of_two_front_ends_call_each_other_and_a_killed_silo_comes_back()
    {
        await using var product = await RunningProduct.Start(arguments: ThreeAndTwo, data: _data);
        await using var alice = await Connect(product.AddressOf(1), "alice");
        await using var bob = await Connect(product.AddressOf(2), "bob");
        var callId = Id(await alice.Invoke("Initiate", new { calleeId = "demo-bob", media = "audio" }));
        await bob.Next("CallInitiated", call => Id(call) == callId);
        await bob.Invoke("Answer", callId);
        await alice.Next("CallAnswered", call => Id(call) == callId);

        var killed = product.ProcessId("silo-2");
        product.Kill("silo-2");

        await Eventually.Holds(async () => await HungUp(bob, callId), TimeSpan.FromSeconds(30));
        // The event itself may have been lost with the silo: a browser's next heartbeat would repair that, and these clients have none.
        using var asked = await ProductApi.SignIn(product.AddressOf(1), "alice", "demo-alice");
        Assert.Equal("ended", (await asked.Get($"/api/call/status?callId={callId}")).GetProperty("state").GetString());
        await Eventually.Holds(() => product.ProcessId("silo-2") != killed && Lives(product.ProcessId("silo-2")), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task They_stop_front_ends_first_then_the_silos_one_by_one_then_the_database()
    {
        await using var product = await RunningProduct.Start(arguments: ThreeAndTwo, data: _data);
        var processes = product.ProcessNames().ToDictionary(name => name, product.ProcessId, StringComparer.Ordinal);
        processes["postgres"] =
            int.Parse(File.ReadLines(Path.Combine(_data, "postgres", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

        product.Terminate();
        await EndInOrder([["frontend-1", "frontend-2"], ["silo-1"], ["silo-2"], ["silo-3"], ["postgres"]], name => Lives(processes[name]));
    }

    [Fact]
    public async Task What_a_killed_launcher_left_does_not_keep_the_next_one_from_serving_the_same_data()
    {
        var before = await RunningProduct.Start(arguments: ThreeAndTwo, data: _data);
        using (var administrator = await ProductApi.SignInAsAdministrator(before.AddressOf(2)))
            await administrator.CreateUsers("acme", ["survivor"]);
        before.KillLauncher();
        await before.DisposeAsync();

        await using var after = await RunningProduct.Start(arguments: ThreeAndTwo, data: _data);
        using var survivor = await ProductApi.SignIn(after.AddressOf(2), "survivor", "demo-survivor");
        Assert.NotEmpty(survivor.UserId);
    }

    private static async Task<HubClient> Connect(Uri frontEnd, string username)
    {
        using var api = await ProductApi.SignIn(frontEnd, username, $"demo-{username}");
        var hub = await HubClient.Connect(frontEnd, new HubClientOptions { AccessToken = api.AccessToken, DeviceId = $"{username}-1" });
        await hub.Next("Snapshot");
        return hub;
    }

    private static async Task<bool> HungUp(HubClient person, string? callId)
    {
        try
        {
            return (await person.Invoke("HangUp", callId)).GetProperty("state").GetString() == "ended";
        }
        catch (HubRefusedException)
        {
            // Its silo was not missed yet.
            return false;
        }
    }

    private static string? Id(JsonElement call) => call.GetProperty("callId").GetString();

    private static bool Lives(int process) => Directory.Exists($"/proc/{process}");

    /// <summary>Who goes later is looked at first: when one of them has gone, all who go before have.</summary>
    private static Task EndInOrder(string[][] stages, Func<string, bool> lives) => Eventually.Holds(
        () =>
        {
            string? gone = null;
            foreach (var stage in stages.Reverse())
            {
                if (gone is not null)
                    Assert.All(stage, name => Assert.False(lives(name), $"{name} lives and {gone} has gone."));
                gone ??= Array.Find(stage, name => !lives(name));
            }

            return stages.All(stage => !stage.Any(lives));
        },
        TimeSpan.FromMinutes(1));
}
