using OrleansCalls.Http;

namespace OrleansCalls.Hosting;

public sealed class HostGuardTests
{
    [Fact]
    public async Task Addresses_LocalhostAndTheMachine_NeedNoSetting()
    {
        await using var frontEnd = FrontEnd.Start();
        foreach (var host in new[] { "127.0.0.1:5080", "10.0.0.7", "[::1]", "[2001:db8::7]:8080", "localhost", "LOCALHOST.",
            "app.localhost:1", Environment.MachineName })
            Assert.Equal(200, await Status(frontEnd, host));
        foreach (var host in new[] { "evil.example", "evil.example:5080", "127.0.0.1.evil.example", "localhost.evil.example", "xlocalhost",
            "calls.example.org" })
            Assert.Equal(400, await Status(frontEnd, host));
    }

    [Fact]
    public async Task ARefusedName_IsToldWhichSettingItTakes_WhateverIsAskedFor()
    {
        await using var frontEnd = FrontEnd.Start();
        foreach (var path in new[] { "/", "/api/demo", "/hubs/calls", "/app/index.html", "/healthz/ready", "/nothing" })
        {
            var answer = await RawAnswer.To(frontEnd.Address, "GET", path, ("Host", "evil.example"), ("Accept", "text/html"));
            Assert.Equal(400, answer.Status);
            Assert.Equal("no-store", answer.Headers["Cache-Control"]);
            Assert.Contains("Hosts:Allowed", answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Hosts:Allowed:0", "calls.example.org", "calls.example.org", "www.calls.example.org")]
    [InlineData("Hosts:Allowed:0", "https://calls.example.org:8443", "calls.example.org:8443", "example.org")]
    [InlineData("Hosts:Allowed", "a.example, *.example.org", "www.example.org", "example.org")]
    [InlineData("Hosts:Allowed", "a.example;b.example", "b.example", "c.example")]
    [InlineData("Hosts:Allowed", ":8080", "localhost", "calls.example.org")]
    [InlineData("Hosts:Allowed", "*", "anything.example", null)]
    public async Task OtherNames_AreThoseOfTheSetting(string setting, string value, string allowed, string? refused)
    {
        await using var frontEnd = FrontEnd.Start((setting, value));
        Assert.Equal(200, await Status(frontEnd, allowed));
        if (refused is not null)
            Assert.Equal(400, await Status(frontEnd, refused));
    }

    [Fact]
    public void WhatIsNoName_StopsTheStart() => Assert.Contains(
        "Hosts:Allowed", Assert.ThrowsAny<Exception>(() => FrontEnd.Start(("Hosts:Allowed:0", "calls_example,org!")))
            .ToString(), StringComparison.Ordinal);

    private static async Task<int> Status(FrontEnd frontEnd, string host) =>
        (await RawAnswer.To(frontEnd.Address, "GET", "/healthz/live", ("Host", host))).Status;
}
