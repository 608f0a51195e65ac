using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.People;
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

    [Fact]
    public async Task Rings_AskNothingOfPeopleWhoAreKnown_AndWhatChangesCounts()
    {
        await using var database = await TestDatabase.Create();
        var asked = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = query =>
            {
                var tags = query.Tags.Select(tag => tag.Value ?? "").ToList();
                if (tags.Contains(database.Name) && tags.Exists(tag => tag.Contains("where u.id = any ($1)", StringComparison.Ordinal)))
                    Interlocked.Increment(ref asked);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var frontEnd = FrontEnd.Start(
            ("ConnectionStrings:Postgres", database.ConnectionString),
            ("Calls:RateLimit:Permits", "100000"),
            ("Calls:CommandsPerSecond", "10000"));
        var (alice, bob) = (await frontEnd.NewPerson(), await frontEnd.NewPerson());

        await alice.Call(bob);
        Assert.NotEqual(0, asked);
        await Eventually.Holds(async () =>
        {
            var before = asked;
            for (var ring = 0; ring < 10; ring++)
                await alice.Call(bob);
            return asked == before;
        });

        var accounts = frontEnd.Services.GetRequiredService<IAccountStore>();
        var account = (await accounts.FindById(bob.Id))!;
        await accounts.Update(account with { User = account.User with { DisplayName = "Robert" } });
        await Eventually.Holds(async () => (await alice.Call(bob)).GetProperty("participants")[1].Text("displayName") == "Robert");
        await accounts.Update(account with { User = account.User with { Disabled = true } });
        await Eventually.Holds(async () =>
            (await alice.Post("/api/call/initiate", new { calleeId = bob.Id, media = "audio" })).StatusCode == HttpStatusCode.NotFound);
    }

    private static HttpClient Again(Person person, FrontEnd frontEnd)
    {
        var http = frontEnd.NewHttp();
        http.DefaultRequestHeaders.Authorization = new("Bearer", person.Token);
        return http;
    }
}
