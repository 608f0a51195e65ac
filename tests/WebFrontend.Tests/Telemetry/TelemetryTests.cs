using System.Text;
using System.Text.Json;
using OrleansCalls.Calls;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Telemetry;

/// <summary>What a collector gets (FEATURES K4).</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task OneTrace_GoesFromTheBrowserThroughFrontEndAndGrainsToTheDatabase_AndMetricsAreSent()
    {
        await using var database = await TestDatabase.Create();
        await using var collector = await OtlpCollector.Start();
        var trace = Guid.NewGuid().ToString("N");
        const string Browser = "00f067aa0ba902b7";
        await using (var frontEnd = FrontEnd.Start(
            ("ConnectionStrings:Postgres", database.ConnectionString),
            ("Otlp:Endpoint", collector.Address),
            ("Otlp:Protocol", "http/protobuf")))
        {
            var (alice, bob) = (await frontEnd.NewPerson(), await frontEnd.NewPerson());
            await using var caller = await alice.Connect("a1");
            await using var callee = await bob.Connect("b1");
            await Invoke(caller, $"00-{trace}-{Browser}-01", "Initiate", new { calleeId = bob.Id, media = "audio", callId = CallId.New() });
            await callee.Next("CallInitiated");
            await Eventually.Holds(() => !collector.Spans.IsEmpty);
        }

        var spans = collector.Spans.Where(span => span.TraceId == trace).ToList();
        Assert.Equal(Browser, Assert.Single(spans, span => span.Source == "Microsoft.AspNetCore.SignalR.Server").ParentId);
        Assert.Contains(spans, span => span.Source.StartsWith("Microsoft.Orleans", StringComparison.Ordinal) && span.Name.EndsWith("Initiate", StringComparison.Ordinal));
        Assert.Contains(spans, span => span.Source.StartsWith("Microsoft.Orleans", StringComparison.Ordinal) && span.Name.EndsWith("Reserve", StringComparison.Ordinal));
        Assert.Contains(spans, span => span.Source == "OrleansCalls.Persistence" && span.Name == "commit");
        Assert.Contains(spans, span => span.Source == "Npgsql");
        AssertOneTree(spans, Browser);

        string[] expected =
        [
            "calls.made", "calls.live", "calls.commands", "calls.ring.duration", "presence.users", "presence.devices", "commits",
            "commit.waiting", "ledger.waiting", "calls.connections", "calls.outbox.waiting", "hub.admission.waiting", "hub.command.duration", "silo.activations",
        ];
        Assert.Empty(expected.Except(collector.Metrics.Keys));
    }

    /// <summary>Every span hangs below another of the trace, and in the end below the browser's.</summary>
    private static void AssertOneTree(IReadOnlyCollection<Span> spans, string root)
    {
        var known = spans.Select(span => span.SpanId).Append(root).ToHashSet();
        Assert.All(spans, span => Assert.Contains(span.ParentId, known));
    }

    private static Task Invoke(HubClient client, string traceparent, string method, object argument) => client.SendRaw(Encoding.UTF8.GetBytes(
        JsonSerializer.Serialize(new { type = 1, headers = new { traceparent }, target = method, arguments = new[] { argument } }) + "\u001e"));
}
