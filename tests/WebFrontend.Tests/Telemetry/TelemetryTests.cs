using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Calls;
using OrleansCalls.Hosting;
using OrleansCalls.Operations;
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
        var callId = CallId.New();
        await using (var frontEnd = FrontEnd.Start(
            ("ConnectionStrings:Postgres", database.ConnectionString),
            ("Otlp:Endpoint", collector.Address),
            ("Otlp:Protocol", "http/protobuf")))
        {
            var (alice, bob) = (await frontEnd.NewPerson(), await frontEnd.NewPerson());
            await using var caller = await alice.Connect("a1");
            await using var callee = await bob.Connect("b1");
            await Invoke(caller, $"00-{trace}-{Browser}-01", "Initiate", new { calleeId = bob.Id, media = "audio", callId });
            await callee.Next("CallInitiated");
            await Invoke(caller, $"00-{trace}-{Browser}-01", "HangUp", callId);
            await callee.Next("CallEnded");
            await Eventually.Holds(() => !collector.Spans.IsEmpty);
        }

        var spans = collector.Spans.Where(span => span.TraceId == trace).ToList();
        Assert.All(spans.Where(span => span.Source == "Microsoft.AspNetCore.SignalR.Server"), span => Assert.Equal(Browser, span.ParentId));
        Assert.Contains(
            spans, span =>
            span.Source.StartsWith("Microsoft.Orleans", StringComparison.Ordinal)
            && span.Name.EndsWith("Initiate", StringComparison.Ordinal));
        Assert.Contains(
            spans, span =>
            span.Source.StartsWith("Microsoft.Orleans", StringComparison.Ordinal)
            && span.Name.EndsWith("Reserve", StringComparison.Ordinal));
        Assert.Contains(
            spans, span =>
            span.Source.StartsWith("Microsoft.Orleans", StringComparison.Ordinal)
            && span.Name.EndsWith("Execute hang_up", StringComparison.Ordinal));
        Assert.Contains(spans, span => span.Source == "OrleansCalls.Persistence" && span.Name == "commit");
        Assert.Contains(spans, span => span.Source == "Npgsql");
        AssertOneTree(spans, Browser);

        string[] expected =
        [
            "orleanscalls.calls.made", "orleanscalls.calls.live", "orleanscalls.calls.commands", "orleanscalls.calls.ring.duration",
                "orleanscalls.presence.users", "orleanscalls.presence.devices", "orleanscalls.commits",
            "orleanscalls.commit.waiting", "orleanscalls.ledger.waiting", "orleanscalls.hub.connections", "orleanscalls.hub.outbox.waiting",
                "orleanscalls.hub.admission.waiting", "orleanscalls.hub.command.duration", "orleanscalls.silo.activations",
        ];
        Assert.Empty(expected.Except(collector.Metrics.Keys));

        var request = Assert.Single(collector.Spans.Where(span => span.Tags.GetValueOrDefault("url.path") == "/api/auth/login").Take(1));
        Assert.Equal(("POST", "/api/auth/login"), (request.Tags["http.request.method"], request.Tags["http.route"]));
        Assert.Contains("http.response.status_code", request.Tags.Keys);
    }

    [Fact]
    public async Task WhatAProcessDoesByItself_IsNotTraced()
    {
        await using var collector = await OtlpCollector.Start();
        var probe = Guid.NewGuid().ToString("N");
        await using (var frontEnd = FrontEnd.Start(("Otlp:Endpoint", collector.Address), ("Otlp:Protocol", "http/protobuf")))
        {
            using var http = frontEnd.NewHttp();
            http.DefaultRequestHeaders.Add("traceparent", $"00-{probe}-00f067aa0ba902b7-01");
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz/ready")).StatusCode);
            var board = frontEnd.Services.GetRequiredService<Orleans.IGrainFactory>().GetGrain<IOperationsGrain>(IOperationsGrain.Key);
            await Eventually.Holds(async () => (await board.Read()).Length > 0);
            await frontEnd.NewPerson();
        }

        Assert.Contains(collector.Spans, span => span.Tags.GetValueOrDefault("url.path") == "/api/auth/login");
        // Sources are the whole process's: requests of tests beside this one are in here too, with all that they caused.
        var ownWork =
            collector.Spans.Where(
            span => span.ParentId.Length == 0 && span.LinkedTraces.Count == 0
            && !span.Source.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.Empty(ownWork);
        Assert.DoesNotContain(
            collector.Spans,
            span => span.TraceId == probe && span.Source.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EveryHistogramOfSeconds_TellsMillisecondsApart()
    {
        await using var collector = await OtlpCollector.Start();
        await using (var frontEnd = FrontEnd.Start(("Otlp:Endpoint", collector.Address), ("Otlp:Protocol", "http/protobuf")))
        {
            await using var client = await (await frontEnd.NewPerson()).Connect("a1");
            await client.Invoke("Heartbeat");
        }

        var histograms =
            collector.Metrics.Where(metric => metric.Key.EndsWith(".duration", StringComparison.Ordinal) && metric.Value.Length > 0)
            .ToList();
        Assert.Contains(histograms, metric => metric.Key == "orleanscalls.hub.command.duration");
        Assert.All(histograms.Where(metric => !metric.Key.Contains("connection", StringComparison.Ordinal)), metric =>
            Assert.Contains(metric.Value, bound => bound is > 0 and <= .1));
    }

    /// <summary>Every span hangs below another of the trace, and in the end below the browser's.</summary>
    private static void AssertOneTree(IReadOnlyCollection<Span> spans, string root)
    {
        var known = spans.Select(span => span.SpanId).Append(root).ToHashSet();
        Assert.All(spans, span => Assert.Contains(span.ParentId, known));
    }

    private static Task Invoke(HubClient client, string traceparent, string method, object argument) =>
        client.SendRaw(Encoding.UTF8.GetBytes(
        JsonSerializer.Serialize(new { type = 1, headers = new { traceparent }, target = method, arguments = new[] { argument } })
            + "\u001e"));
}
