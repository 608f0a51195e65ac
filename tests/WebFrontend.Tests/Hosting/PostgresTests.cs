using System.Net;
using OrleansCalls.Testing;

namespace OrleansCalls.Hosting;

/// <summary>The same over PostgreSQL: what is kept survives the process.</summary>
public sealed class PostgresTests
{
    [Fact]
    public async Task CallsPeopleAndSessions_SurviveARestart()
    {
        await using var database = await TestDatabase.Create();
        // The test's sockets are closed as pages close theirs, which ends a call unless they are back in time.
        (string, string)[] settings = [("ConnectionStrings:Postgres", database.ConnectionString), ("Calls:ReloadGrace", "00:01:00")];
        Person alice, bob;
        string? callId;
        await using (var before = FrontEnd.Start(settings))
        {
            alice = await before.NewPerson();
            bob = await before.NewPerson();
            await using var callee = await bob.Connect("b1");
            await using var caller = await alice.Connect("a1");
            var call = await caller.Invoke("Initiate", new { calleeId = bob.Id, media = "audio" });
            callId = call.Text("callId");
            await callee.Next("CallInitiated");
            await callee.Invoke("Answer", callId);
            await caller.Next("CallAnswered");
            await caller.Invoke("Signal", new { callId, type = "offer", payload = "v=0\r\n" });
            Assert.Equal("v=0\r\n", (await callee.Next("SignalReceived")).Text("payload"));
        }

        await using var after = FrontEnd.Start(settings);
        alice = alice with { FrontEnd = after, Http = Again(alice, after) };
        bob = bob with { FrontEnd = after, Http = Again(bob, after) };
        Assert.Equal(callId, (await alice.Get("/api/call/active")).Text("callId"));
        await using (var back = await bob.Connect("b1"))
        {
            Assert.Equal("connecting", back.Events[0].Payload.GetProperty("call").Text("state"));
            Assert.Equal("completed", (await back.Invoke("HangUp", callId)).Text("endReason"));
        }

        Assert.Equal(callId, Assert.Single((await alice.Get("/api/call/history")).GetProperty("items").EnumerateArray()).Text("callId"));
        Assert.Equal("offline", (await alice.Call(await after.NewPerson())).Text("endReason"));
        Assert.Equal(HttpStatusCode.NoContent, (await alice.Post("/api/auth/logout")).StatusCode);
        await alice.Http.GetAsync("/api/me").Refused(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    private static HttpClient Again(Person person, FrontEnd frontEnd)
    {
        var http = frontEnd.NewHttp();
        http.DefaultRequestHeaders.Authorization = new("Bearer", person.Token);
        return http;
    }
}
