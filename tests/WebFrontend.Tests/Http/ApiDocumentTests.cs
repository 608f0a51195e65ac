using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OrleansCalls.Deployment;
using OrleansCalls.Hosting;
using OrleansCalls.People;

namespace OrleansCalls.Http;

/// <summary>The description says what the server does: every route is asked, and every answer, refusals too, is held against it.</summary>
[Collection(FrontEndCollection.Name)]
public sealed class ApiDocumentTests(FrontEndFixture fixture)
{
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Fact]
    public async Task EveryAnswer_IsAsDescribed_AndEveryDescribedAnswerComes()
    {
        var api = await Read();
        await SignInAndOut(api);
        await Ask(api);
        await Call(api);
        await Signal(api);
        await Administrate(api);
        await Refuse(api);
        await Hurry(api);

        Assert.Empty(api.Faults);
        var never = from operation in api.Operations
                    from status in operation.Statuses
                    where status != "503" && !api.Seen.Contains((operation.Id, status))
                    select $"{operation.Id} {status}";
        Assert.Empty(never);
    }

    [Fact]
    public async Task EveryOperation_HasANameAndASummary_AndItsBodyAnExampleOfItsForm()
    {
        var api = await Read();
        Assert.All(api.Operations, operation => Assert.False(string.IsNullOrEmpty(operation.Json.Text("operationId")), operation.Path));
        Assert.All(api.Operations, operation => Assert.False(string.IsNullOrEmpty(operation.Json.Text("summary")), operation.Path));
        Assert.Equal(api.Operations.Count, api.Operations.Select(operation => operation.Id).Distinct().Count());
        Assert.Empty(api.WrongExamples());
        Assert.Empty(api.BodiesWithoutExample());
    }

    /// <summary>The linter of <c>./calls check</c> reads files.</summary>
    [Fact]
    public async Task Description_IsLeftForTheLinter()
    {
        using var http = _frontEnd.NewHttp();
        var file = ComposeFile.PathOf("artifacts/openapi.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, await http.GetStringAsync("/openapi/v1.json"));
        Assert.StartsWith("3.1", JsonElement.Parse(await File.ReadAllTextAsync(file)).Text("openapi"), StringComparison.Ordinal);
    }

    private async Task SignInAndOut(DescribedApi api)
    {
        var alice = await _frontEnd.NewPerson();
        using var stranger = _frontEnd.NewHttp();
        await api.Send(
            stranger, "login", Json.Body(new { username = alice.User.Username, password = Person.PasswordOf(alice.User.Username) }));
        var nobody = "nobody-" + Guid.NewGuid().ToString("N");
        for (var guess = 0; guess < 6; guess++)
            await api.Send(stranger, "login", Json.Body(new { username = nobody, password = "wrong password" }));
        await api.Send(stranger, "listDemoAccounts");
        await api.Send(alice.Http, "getMe");
        var sessions = await api.Send(alice.Http, "listSessions");
        var other = sessions.GetProperty("items").EnumerateArray().First(session => !session.GetProperty("current").GetBoolean());
        await api.Send(alice.Http, "endSession", values: other.Text("id")!);
        await api.Send(alice.Http, "endSession", values: "nothing");
        var password = Person.PasswordOf(alice.User.Username);
        await api.Send(
            alice.Http, "changePassword", Json.Body(new Dictionary<string, string> { ["current"] = password, ["new"] = password + "!" }));
        for (var guess = 0; guess < 6; guess++)
            await api.Send(
                alice.Http, "changePassword", Json.Body(new Dictionary<string, string> { ["current"] = "wrong", ["new"] = password }));
        await api.Send(alice.Http, "logout");
    }

    private async Task Ask(DescribedApi api)
    {
        var (alice, bob) = (await _frontEnd.NewPerson("apidoc"), await _frontEnd.NewPerson("apidoc"));
        await api.Send(bob.Http, "heartbeat", Json.Body(new { deviceId = "b1" }));
        for (var device = 0; device <= new CallsOptions().DevicesPerPerson; device++)
            await api.Send(alice.Http, "heartbeat", Json.Body(new { deviceId = "a" + device }));
        await api.Send(alice.Http, "listPeople");
        await api.Send(alice.Http, "listChannels");
        await api.Send(alice.Http, "getStatus", values: bob.Id);
        await api.Send(alice.Http, "getStatus", values: alice.Id);
        await api.Send(alice.Http, "getStatus", values: "nobody");
        await api.Send(alice.Http, "setStatus", Json.Body(new { status = "away" }));
        await api.Send(alice.Http, "getIceServers");
    }

    private async Task Call(DescribedApi api)
    {
        var (alice, bob, carol) = (await _frontEnd.NewPerson(), await _frontEnd.NewPerson(), await _frontEnd.NewPerson());
        await api.Send(bob.Http, "heartbeat", Json.Body(new { deviceId = "b1" }));
        await api.Send(alice.Http, "getActiveCall");
        var call = await api.Send(alice.Http, "initiateCall", Json.Body(new { calleeId = bob.Id, media = "audio", deviceId = "a1" }));
        await api.Send(alice.Http, "initiateCall", Json.Body(new { calleeId = carol.Id, media = "audio" }));
        await api.Send(alice.Http, "initiateCall", Json.Body(new { calleeId = "nobody", media = "audio" }));
        await api.Send(alice.Http, "getActiveCall");
        var id = call.Text("callId");
        await api.Send(alice.Http, "getCall", query: "?callId=" + id);
        await api.Send(carol.Http, "getCall", query: "?callId=" + id);
        await api.Send(bob.Http, "answerCall", Json.Body(new { callId = id, deviceId = "b1" }));
        await api.Send(bob.Http, "hangUpCall", Json.Body(new { callId = id, deviceId = "b2" }));
        await api.Send(bob.Http, "joinCall", Json.Body(new { callId = id, deviceId = "b2" }));
        foreach (var command in new[] { "answerCall", "joinCall", "rejectCall", "hangUpCall" })
            await api.Send(carol.Http, command, Json.Body(new { callId = id }));
        await api.Send(bob.Http, "hangUpCall", Json.Body(new { callId = id }));
        await api.Send(bob.Http, "rejectCall", Json.Body(new { callId = id }));

        // To somebody who is away, so that each ends at once.
        for (var attempt = 0; attempt < 6; attempt++)
            await api.Send(bob.Http, "initiateCall", Json.Body(new { calleeId = carol.Id, media = "video" }));
        await api.Send(carol.Http, "listMissedCalls");
        var missed = await api.Send(carol.Http, "listCallHistory", query: "?filter=missed");
        await api.Send(carol.Http, "markCallSeen", values: missed.GetProperty("items")[0].Text("callId")!);
        await api.Send(carol.Http, "markCallSeen", values: "nothing");
        await api.Send(carol.Http, "markAllCallsSeen");
    }

    private async Task Signal(DescribedApi api)
    {
        var (alice, bob) = (await _frontEnd.NewPerson(), await _frontEnd.NewPerson());
        await api.Send(bob.Http, "heartbeat", Json.Body(new { deviceId = "b1" }));
        var callId = (await api.Send(alice.Http, "initiateCall", Json.Body(new { calleeId = bob.Id, media = "audio", deviceId = "a1" })))
            .Text("callId");
        await api.Send(bob.Http, "answerCall", Json.Body(new { callId, deviceId = "b1" }));
        await api.Send(alice.Http, "sendSignal", Json.Body(new { callId, type = "offer", payload = "v=0", deviceId = "a1" }));
        await api.Send(alice.Http, "sendSignal", Json.Body(new { callId, type = "offer", payload = "v=0", deviceId = "a2" }));
        await api.Send(alice.Http, "sendSignal", Json.Body(new { callId = CallId.New(), type = "offer", payload = "v=0" }));
        await api.Send(bob.Http, "listSignals", query: $"?callId={callId}&deviceId=b1");
        await api.Send(bob.Http, "listSignals", query: $"?callId={callId}&deviceId=b2");
        await api.Send(bob.Http, "listSignals", query: "?callId=nothing");
    }

    private async Task Administrate(DescribedApi api)
    {
        var admin = await _frontEnd.NewPerson(role: UserRole.Admin);
        var (alice, bob) = (await _frontEnd.NewPerson(), await _frontEnd.NewPerson());
        var name = "made-" + Guid.NewGuid().ToString("N");
        var made = await api.Send(
            admin.Http, "createUsers", Json.Body(new { username = name, displayName = "Made", role = "agent", organisation = "acme" }));
        await api.Send(admin.Http, "createUsers", Json.Body(new[] { new { username = name, displayName = "Again", role = "agent" } }));
        await api.Send(admin.Http, "listUsers", query: "?limit=2");
        await api.Send(admin.Http, "changeUser", Json.Body(new { displayName = "Changed" }), values: made[0].Text("id")!);
        await api.Send(admin.Http, "changeUser", Json.Body(new { username = alice.User.Username }), values: made[0].Text("id")!);
        await api.Send(admin.Http, "changeUser", Json.Body(new { }), values: "nobody");
        var channel =
            await api.Send(admin.Http, "createChannel", Json.Body(new { name, organisation = "acme", memberIds = new[] { alice.Id } }));
        await api.Send(admin.Http, "changeChannel", Json.Body(new { memberIds = new[] { alice.Id, bob.Id } }), values: channel.Text("id")!);
        await api.Send(admin.Http, "changeChannel", Json.Body(new { }), values: "nothing");
        await api.Send(alice.Http, "listChannels");

        await api.Send(bob.Http, "heartbeat", Json.Body(new { deviceId = "b1" }));
        var callId = (await api.Send(alice.Http, "initiateCall", Json.Body(new { calleeId = bob.Id, media = "video" }))).Text("callId")!;
        await api.Send(admin.Http, "getCluster");
        await api.Send(admin.Http, "getRates", query: "?minutes=5");
        await api.Send(admin.Http, "listLiveCalls", query: "?state=ringing");
        await api.Send(admin.Http, "endCall", values: callId);
        await api.Send(admin.Http, "endCall", values: "nothing");
        await api.Send(admin.Http, "explainCall", values: callId);
        await api.Send(admin.Http, "explainCall", values: "nothing");
    }

    /// <summary>What every operation refuses alike.</summary>
    private async Task Refuse(DescribedApi api)
    {
        var (alice, admin) = (await _frontEnd.NewPerson(), await _frontEnd.NewPerson(role: UserRole.Admin));
        using var stranger = _frontEnd.NewHttp();
        using var page = _frontEnd.NewHttp();
        page.DefaultRequestHeaders.Add("Cookie", "calls-session=" + alice.Token);
        foreach (var operation in api.Operations)
        {
            if (operation.NeedsSession)
                await api.Send(stranger, operation.Id, values: ["x1"]);
            if (operation.Statuses.Contains("403"))
                await api.Send(page, operation.Id, values: ["x1"]);
            if (operation.HasBody)
            {
                await api.Send(admin.Http, operation.Id, Json.Text("{"), values: ["x1"]);
                await api.Send(admin.Http, operation.Id, new StringContent("{}", Encoding.UTF8, "text/plain"), values: ["x1"]);
                await api.Send(admin.Http, operation.Id, TooLarge(), values: ["x1"]);
            }
            else if (operation.Statuses.Contains("400"))
                await api.Send(admin.Http, operation.Id, query: operation.BrokenQuery, values: ["x1"]);
        }
    }

    /// <summary>What is refused to who is too fast.</summary>
    private static async Task Hurry(DescribedApi api)
    {
        await using var slow = FrontEnd.Start(("Calls:CommandsPerSecond", "1"), ("Calls:SignalsPerSecond", "1"));
        var alice = await slow.NewPerson();
        foreach (var operation in api.Operations.Where(operation => operation.NeedsSession && operation.Statuses.Contains("429")))
        {
            for (var attempt = 0; attempt < 100 && !api.Seen.Contains((operation.Id, "429")); attempt++)
                await api.Send(alice.Http, operation.Id, api.ExampleFor(operation), values: ["x1"]);
        }
    }

    // More than any end-point takes; all of it is announced and none of it is read.
    private static ByteArrayContent TooLarge()
    {
        var content = new ByteArrayContent(new byte[17 * 1024 * 1024]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private async Task<DescribedApi> Read()
    {
        using var http = _frontEnd.NewHttp();
        return new DescribedApi(JsonElement.Parse(await http.GetStringAsync("/openapi/v1.json")));
    }
}
