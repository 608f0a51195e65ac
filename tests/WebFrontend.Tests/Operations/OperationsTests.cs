using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using OrleansCalls.Hosting;
using OrleansCalls.People;
using OrleansCalls.Testing;

namespace OrleansCalls.Operations;

[Collection(FrontEndCollection.Name)]
public sealed class OperationsTests(FrontEndFixture fixture)
{
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Fact]
    public async Task EveryRoute_ForOthers_IsForbidden()
    {
        var call = Guid.NewGuid();
        foreach (var role in new[] { UserRole.User, UserRole.Agent })
        {
            var person = await _frontEnd.NewPerson(role: role);
            foreach (var path in new[] { "/api/admin/cluster", "/api/admin/rates", "/api/admin/calls", $"/api/admin/calls/{call}" })
                await person.Http.GetAsync(path).Refused(HttpStatusCode.Forbidden, "forbidden");
            await person.Post($"/api/admin/calls/{call}/end").Refused(HttpStatusCode.Forbidden, "forbidden");
        }

        using var stranger = _frontEnd.NewHttp();
        await stranger.GetAsync("/api/admin/cluster").Refused(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Cluster_ShowsSiloAndFrontEnd_AndWhatTheyCarry()
    {
        var (admin, alice, bob) = (await Admin(), await _frontEnd.NewPerson(), await _frontEnd.NewPerson());
        await using var first = await alice.Connect();
        await using var second = await bob.Connect();
        await alice.Call(bob);

        var cluster = await Eventually.Holds(() => admin.Get("/api/admin/cluster"), cluster =>
            cluster.GetProperty("devices").GetInt32() >= 2
            && cluster.GetProperty("frontEnds").EnumerateArray().Any(frontEnd => frontEnd.GetProperty("connections").GetInt32() >= 2));

        var silo = Assert.Single(cluster.GetProperty("silos").EnumerateArray());
        Assert.Equal("active", silo.Text("status"));
        Assert.True(silo.GetProperty("activations").GetProperty("UserPresenceGrain").GetInt32() >= 2);
        Assert.NotEmpty(silo.GetProperty("process").Text("version")!);
        Assert.True(silo.GetProperty("process").GetProperty("memoryBytes").GetInt64() > 0);
        var frontEnd = Assert.Single(cluster.GetProperty("frontEnds").EnumerateArray());
        Assert.Equal("serving", frontEnd.Text("status"));
        Assert.True(cluster.GetProperty("liveCalls").GetProperty("ringing").GetInt32() >= 1);
        Assert.True(cluster.GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task WhatFellSilent_IsShownLast_UntilSomethingTakesItsPlace()
    {
        var admin = await Admin();
        var board = _frontEnd.Services.GetRequiredService<IGrainFactory>().GetGrain<IOperationsGrain>(IOperationsGrain.Key);
        var now = _frontEnd.Services.GetRequiredService<IClusterClock>().Now;
        var before = await Eventually.Holds(
            () => admin.Get("/api/admin/cluster"), cluster => cluster.GetProperty("frontEnds").GetArrayLength() == 1);
        var silo = before.GetProperty("silos")[0].Text("address")!;
        var frontEnd = before.GetProperty("frontEnds")[0];
        ProcessReport[] gone =
        [
            Gone("lost", "there:1", "S10.1.1.1:11111:1", "http://10.1.1.1"),
            Gone("replaced", frontEnd.GetProperty("process").Text("name")!, silo[..silo.LastIndexOf(':')] + ":1", frontEnd.Text("url")!),
        ];
        try
        {
            await Task.WhenAll(gone.Select(board.Report));

            var cluster =
                await Eventually.Holds(
                () => admin.Get("/api/admin/cluster"), cluster => cluster.GetProperty("frontEnds").GetArrayLength() == 2
                && cluster.GetProperty("frontEnds")[1].Text("status") == "silent");
            Assert.Equal(
                [(silo, "active"), ("S10.1.1.1:11111:1", "silent")],
                cluster.GetProperty("silos").EnumerateArray().Select(shown => (shown.Text("address")!, shown.Text("status")!)));
            Assert.Equal("http://10.1.1.1", cluster.GetProperty("frontEnds")[1].Text("url"));
        }
        finally
        {
            await Task.WhenAll(gone.Select(process => board.Leave(process.Id)));
        }

        ProcessReport Gone(string id, string name, string address, string url) => new()
        {
            Id = id,
            Name = name,
            Version = "1.0.0",
            StartedAt = now.AddDays(-1),
            Silo = new SiloReport(address, 5, 5, 0, 0, []),
            FrontEnd = new FrontEndReport(url, 5, 0, IsDraining: false),
        };
    }

    [Fact]
    public async Task Calls_AreFilteredByStateAndPerson_AndPaged()
    {
        var admin = await Admin();
        var name = "live" + Guid.NewGuid().ToString("N");
        var (alice, bob, carol) = (await _frontEnd.NewPerson(name: name), await _frontEnd.NewPerson(), await _frontEnd.NewPerson());
        var dave = await _frontEnd.NewPerson(name: name);
        await Ring(alice, bob);
        var answered = await Ring(carol, dave);
        await dave.Do("/api/call/answer", new { callId = answered, deviceId = "d1" });

        Assert.Equal(2, (await Live(admin, "search=" + name)).GetArrayLength());
        Assert.Equal(answered, Assert.Single((await Live(admin, $"search={name}&state=connecting")).EnumerateArray()).Text("callId"));
        Assert.Empty((await Live(admin, $"search={name}&state=connected")).EnumerateArray());
        Assert.Empty((await Live(admin, "search=nobody-" + name)).EnumerateArray());

        var page = await admin.Get($"/api/admin/calls?search={name}&limit=1");
        var rest = await admin.Get($"/api/admin/calls?search={name}&limit=1&cursor={page.Text("next")}");
        Assert.Equal(answered, page.GetProperty("items")[0].Text("callId"));
        Assert.Equal(alice.Id, rest.GetProperty("items")[0].Text("initiatorId"));
        Assert.Null(rest.Text("next"));
    }

    [Theory]
    [InlineData("/api/admin/calls?state=ended")]
    [InlineData("/api/admin/calls?cursor=x")]
    [InlineData("/api/admin/calls?limit=0")]
    [InlineData("/api/admin/rates?minutes=61")]
    [InlineData("/api/admin/rates?minutes=0")]
    public async Task BadInput_IsRefusedByName(string path) =>
        await (await Admin()).Http.GetAsync(path).Refused(HttpStatusCode.BadRequest, "invalid");

    [Fact]
    public async Task End_EndsTheCallForBoth_AndTheLedgerNamesTheAdministrator()
    {
        var (admin, alice, bob) = (await Admin(), await _frontEnd.NewPerson(), await _frontEnd.NewPerson());
        await using var browser = await alice.Connect();
        var callId = await Ring(alice, bob);

        var ended = await admin.Do($"/api/admin/calls/{callId}/end", new { });
        Assert.Equal(("ended", "cancelled"), (ended.Text("state"), ended.Text("endReason")));
        Assert.Equal(callId, (await browser.Next("CallEnded")).Text("callId"));
        Assert.Equal(
            ended.GetProperty("version").GetInt32(), (await admin.Do($"/api/admin/calls/{callId}/end", new { })).GetProperty("version")
            .GetInt32());

        var explained = await Explain(admin, callId, lines => lines == 3);
        var lines = explained.GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal(
            [("initiate", "accepted", alice.Id), ("force_end", "accepted", admin.Id), ("force_end", "repeated", admin.Id)],
            lines.Select(line => (line.Text("command")!, line.Text("outcome")!, line.Text("userId")!)));
        Assert.Equal(admin.User.DisplayName, lines[1].Text("displayName"));
        Assert.Equal("cancelled", explained.GetProperty("call").Text("endReason"));
    }

    [Fact]
    public async Task Explain_ShowsLosingCommandsToo_WithDeviceAndSilo()
    {
        var (admin, alice, bob) = (await Admin(), await _frontEnd.NewPerson(), await _frontEnd.NewPerson());
        var callId = await Ring(alice, bob);
        await bob.Do("/api/call/answer", new { callId, deviceId = "phone" });
        await bob.Do("/api/call/answer", new { callId, deviceId = "laptop" });
        var stranger = await _frontEnd.NewPerson();
        await stranger.Post("/api/call/hangup", new { callId });

        var lines = (await Explain(admin, callId, lines => lines == 4)).GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal(
            [("accepted", "phone", null), ("lost", "laptop", null), ("refused", null, "not_found")],
            lines.Skip(1).Select(line => (line.Text("outcome")!, line.Text("deviceId"), line.Text("code"))));
        Assert.All(lines, line => Assert.NotEmpty(line.Text("silo")!));
    }

    [Fact]
    public async Task UnknownCalls_AreNotFound()
    {
        var admin = await Admin();
        foreach (var id in new[] { Guid.NewGuid().ToString(), "no-call" })
        {
            await admin.Http.GetAsync("/api/admin/calls/" + id).Refused(HttpStatusCode.NotFound, "not_found");
            await admin.Post($"/api/admin/calls/{id}/end").Refused(HttpStatusCode.NotFound, "not_found");
        }
    }

    [Fact]
    public async Task Rates_CountCallsByMinute_AndTimeTheirRings()
    {
        var (admin, alice, bob) = (await Admin(), await _frontEnd.NewPerson(), await _frontEnd.NewPerson());
        var callId = await Ring(alice, bob);
        await bob.Do("/api/call/reject", new { callId });

        var rates = await Eventually.Holds(() => admin.Get("/api/admin/rates"), rates =>
            rates.GetProperty("items").EnumerateArray().Sum(minute => minute.GetProperty("rings").GetInt32()) > 0);
        var minutes = rates.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(60, minutes.Count);
        Assert.True(minutes.Sum(minute => minute.GetProperty("started").GetInt32()) >= 1);
        Assert.Contains(
            minutes, minute => minute.GetProperty("reasons").TryGetProperty("rejected", out var rejected) && rejected.GetInt32() >= 1);
        var rung = minutes.Last(minute => minute.GetProperty("rings").GetInt32() > 0);
        Assert.True(rung.GetProperty("ringP50Ms").GetDouble() > 0);
        Assert.True(rung.GetProperty("ringP99Ms").GetDouble() >= rung.GetProperty("ringP50Ms").GetDouble());
    }

    private static async Task<string> Ring(Person caller, Person callee)
    {
        await callee.Do("/api/status/heartbeat", new { deviceId = "d1" });
        var call = await caller.Call(callee, "d1");
        Assert.Equal("ringing", call.Text("state"));
        return call.Text("callId")!;
    }

    private static async Task<JsonElement> Live(Person admin, string query) =>
        (await admin.Get("/api/admin/calls?" + query)).GetProperty("items");

    private static Task<JsonElement> Explain(Person admin, string callId, Func<int, bool> has) =>
        Eventually.Holds(() => admin.Get("/api/admin/calls/" + callId), explained => has(explained.GetProperty("lines").GetArrayLength()));

    private Task<Person> Admin() => _frontEnd.NewPerson(role: UserRole.Admin);
}
