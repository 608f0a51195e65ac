using System.Net;
using OrleansCalls.Hosting;
using OrleansCalls.Ice;

namespace OrleansCalls.Demo;

public sealed class DemoTests
{
    [Fact]
    public async Task Demo_OnAnEmptyDatabase_MakesItsPeople()
    {
        await using var frontEnd = FrontEnd.Start(
            ("Demo:Enabled", "true"),
            ("Ice:Servers:0:Urls:0", "stun:stun.example"),
            ("Ice:Turn:Urls:0", "turn:turn.example?transport=udp"),
            ("Ice:Turn:Secret", "north"));
        using var http = frontEnd.NewHttp();
        var accounts = (await Json.Read(await http.GetAsync("/api/demo"))).GetProperty("accounts").EnumerateArray().ToList();
        Assert.Equal(["alice", "bob", "carol", "dave", "ken", "erin"], accounts.Select(account => account.Text("username")));

        foreach (var account in accounts)
        {
            var answer = await http.PostAsync(
                "/api/auth/login", Json.Body(new { username = account.Text("username"), password = account.Text("password") }));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var body = await Json.Read(answer);
            Assert.Equal(account.Text("userId"), body.GetProperty("user").Text("id"));
            Assert.Equal(account.Text("username") == "ken" ? "admin" : "user", body.GetProperty("user").Text("role"));
            Assert.Equal(account.Text("username") == "erin" ? "globex" : "acme", body.GetProperty("user").Text("organisation"));
            http.DefaultRequestHeaders.Authorization = new("Bearer", body.Text("accessToken"));
        }

        var login = await Json.Read(
            await http.PostAsync("/api/auth/login", Json.Body(new { username = "alice", password = "demo-alice" })));
        http.DefaultRequestHeaders.Authorization = new("Bearer", login.Text("accessToken"));
        var channel = Assert.Single((await Json.Read(await http.GetAsync("/api/channels"))).GetProperty("items").EnumerateArray());
        Assert.Equal("general", channel.Text("name"));
        Assert.Equal(4, channel.GetProperty("members").GetArrayLength());
        await InACall(frontEnd, http);
        await RelayIsOffered(http, login.GetProperty("user").Text("id")!);
    }

    [Fact]
    public async Task Demo_Off_ShowsNothing()
    {
        await using var frontEnd = FrontEnd.Start();
        using var http = frontEnd.NewHttp();
        Assert.Empty((await Json.Read(await http.GetAsync("/api/demo"))).GetProperty("accounts").EnumerateArray());
        await http.PostAsync("/api/auth/login", Json.Body(new { username = "alice", password = "demo-alice" }))
            .Refused(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    private static async Task InACall(FrontEnd frontEnd, HttpClient alice)
    {
        using var http = frontEnd.NewHttp();
        var bob = await Json.Read(await http.PostAsync("/api/auth/login", Json.Body(new { username = "bob", password = "demo-bob" })));
        http.DefaultRequestHeaders.Authorization = new("Bearer", bob.Text("accessToken"));
        await http.PostAsync("/api/status/heartbeat", Json.Body(new { deviceId = "d1" }));
        var call = await Json.Read(
            await alice.PostAsync("/api/call/initiate", Json.Body(new { calleeId = bob.GetProperty("user").Text("id"), media = "audio" })));
        Assert.Equal("ringing", call.Text("state"));
    }

    private static async Task RelayIsOffered(HttpClient http, string userId)
    {
        var ice = await Json.Read(await http.GetAsync("/api/ice-servers"));
        var servers = ice.GetProperty("iceServers").EnumerateArray().ToList();
        Assert.Equal("stun:stun.example", servers[0].GetProperty("urls")[0].GetString());
        var username = servers[1].Text("username")!;
        Assert.EndsWith(":" + userId, username, StringComparison.Ordinal);
        var expiresAt =
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(username.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(ice.GetProperty("expiresAt").GetDateTimeOffset() - expiresAt, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(IceServers.Credential(username, "north"), servers[1].Text("credential"));
    }
}
