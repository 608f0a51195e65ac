using System.Net;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Calls;

/// <summary>FEATURES U6, FAULTS 19: ids that are unknown, foreign or no ids at all cannot be told apart.</summary>
[Collection(FrontEndCollection.Name)]
public sealed class ForeignCallTests(FrontEndFixture fixture)
{
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Fact]
    public async Task ForeignCall_OnEveryRoute_LooksLikeNone()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        var mallory = await _frontEnd.NewPerson();
        await bob.Do("/api/status/heartbeat", new { deviceId = "d1" });
        var foreign = (await alice.Call(bob)).Text("callId")!;
        string[] ids =
        [
            foreign,
            CallId.New(),
            foreign.ToUpperInvariant(),
            "00000000-0000-0000-0000-000000000000",
            "0",
            foreign + "0",
            new string('a', 10_000),
        ];

        foreach (var route in Routes)
        {
            var expected = await Shown(route(mallory, CallId.New()));
            foreach (var id in ids)
                Assert.Equal(expected, await Shown(route(mallory, id)));
            await route(mallory, foreign).Refused(HttpStatusCode.NotFound, "not_found");
        }

        Assert.Equal("ringing", (await alice.Get("/api/call/status?callId=" + foreign)).Text("state"));
    }

    [Fact]
    public async Task ForeignCall_OverTheHub_LooksLikeNone()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        var mallory = await _frontEnd.NewPerson();
        await bob.Do("/api/status/heartbeat", new { deviceId = "d1" });
        var foreign = (await alice.Call(bob)).Text("callId")!;
        await using var socket = await mallory.Connect();

        Func<string?, Task>[] commands =
        [
            id => socket.Invoke("Answer", id),
            id => socket.Invoke("Join", id),
            id => socket.Invoke("Reject", id),
            id => socket.Invoke("HangUp", id),
            id => socket.Invoke("Connected", id),
            id => socket.Invoke("MediaLost", id),
            id => socket.Invoke("Mute", id, true, false),
            id => socket.Invoke("Signal", new { callId = id, type = "ice", payload = "x" }),
        ];
        foreach (var command in commands)
        {
            var words = new HashSet<string>(StringComparer.Ordinal);
            foreach (var id in new[] { foreign, CallId.New(), foreign.ToUpperInvariant(), "", "0", new string('f', 10_000) })
            {
                var refused = await Assert.ThrowsAsync<HubRefusedException>(() => command(id));
                Assert.Equal("not_found", refused.Code);
                words.Add(refused.Message);
            }

            Assert.Single(words);
        }
    }

    private static IEnumerable<Func<Person, string, Task<HttpResponseMessage>>> Routes =>
    [
        (person, id) => person.Http.GetAsync("/api/call/status?callId=" + id),
        (person, id) => person.Http.GetAsync("/api/call/signals?callId=" + id + "&after=0"),
        (person, id) => person.Post("/api/call/answer", new { callId = id }),
        (person, id) => person.Post("/api/call/join", new { callId = id }),
        (person, id) => person.Post("/api/call/reject", new { callId = id }),
        (person, id) => person.Post("/api/call/hangup", new { callId = id }),
        (person, id) => person.Post("/api/call/signal", new { callId = id, type = "offer", payload = "v=0" }),
        (person, id) => person.Post("/api/call/mark-seen/" + id),
    ];

    private static async Task<string> Shown(Task<HttpResponseMessage> asking)
    {
        var answer = await asking;
        var headers = answer.Headers.Concat(answer.Content.Headers)
            .Where(header => header.Key != "Date")
            .Select(header => header.Key + "=" + string.Join(',', header.Value))
            .Order(StringComparer.Ordinal);
        return $"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n{await answer.Content.ReadAsStringAsync()}";
    }
}
