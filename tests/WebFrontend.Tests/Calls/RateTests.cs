using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Calls;

/// <summary>FAULTS 23, by hub and HTTP alike.</summary>
public sealed class RateTests : IAsyncLifetime
{
    private readonly FrontEnd _frontEnd = FrontEnd.Start(("Calls:CommandsPerSecond", "1"), ("Calls:SignalsPerSecond", "1"));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _frontEnd.DisposeAsync().AsTask();

    [Theory]
    [InlineData("Answer")]
    [InlineData("SetStatus")]
    [InlineData("Signal")]
    [InlineData("Resume")]
    [InlineData("Watch")]
    [InlineData("Heartbeat")]
    public async Task OverTheHub_TooMany_AreRefused_AndNobodyElse(string method)
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        await using var a1 = await alice.Connect("a1");
        await using var b1 = await bob.Connect("b1");
        object?[] arguments = method switch
        {
            "Answer" => [CallId.New()],
            "SetStatus" => ["away"],
            "Signal" => [new { callId = CallId.New(), type = "ice", payload = "x" }],
            "Watch" => [Array.Empty<string>()],
            _ => [],
        };
        var codes = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => CodeOf(a1.Invoke(method, arguments))));
        Assert.Contains("rate_limited", codes);
        Assert.NotEqual("rate_limited", codes[0]);
        Assert.NotEqual("rate_limited", await CodeOf(b1.Invoke(method, arguments)));

        // The same device by another way.
        if (method == "Answer")
            await alice.Post("/api/call/answer", new { callId = CallId.New(), deviceId = "a1" })
                .Refused(HttpStatusCode.TooManyRequests, "rate_limited");
    }

    [Theory]
    [InlineData("/api/call/hangup")]
    [InlineData("/api/call/initiate")]
    [InlineData("/api/call/signal")]
    [InlineData("/api/call/mark-seen")]
    [InlineData("/api/status/update")]
    [InlineData("/api/status/heartbeat")]
    public async Task OverHttp_TooMany_AreRefused_AndToldHowLongToWait(string path)
    {
        var alice = await _frontEnd.NewPerson();
        object body = path switch
        {
            "/api/call/initiate" => new { calleeId = "nobody", media = "audio" },
            "/api/call/signal" => new { callId = CallId.New(), type = "ice", payload = "x" },
            "/api/status/update" => new { status = "away" },
            "/api/status/heartbeat" => new { deviceId = "a1" },
            _ => new { callId = CallId.New() },
        };
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => alice.Post(path, body)));
        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        await Task.FromResult(refused).Refused(HttpStatusCode.TooManyRequests, "rate_limited");
        Assert.Contains(answers, answer => answer.StatusCode != HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public void EveryCommandOverHttp_IsCounted()
    {
        var commands = _frontEnd.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith("/api/call/", StringComparison.Ordinal)
                || route.RoutePattern.RawText.StartsWith("/api/status/", StringComparison.Ordinal))
            .Where(route => !route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Contains("GET"))
            .ToList();
        Assert.NotEmpty(commands);
        Assert.All(commands, route => Assert.NotNull(route.Metadata.OfType<RateKind?>().SingleOrDefault()));
    }

    private static async Task<string> CodeOf(Task command)
    {
        try
        {
            await command;
            return "";
        }
        catch (HubRefusedException refused)
        {
            return refused.Code;
        }
    }
}
