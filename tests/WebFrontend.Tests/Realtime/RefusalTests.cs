using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansCalls.Calls;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Realtime;

/// <summary>FAULTS 23 and 24: what is refused leaves no trace but a count.</summary>
public sealed class RefusalTests
{
    private const int Many = 500;

    [Fact]
    public async Task ManyRefusals_AreEachAnswered_AndLoggedInOneLine()
    {
        var log = new CapturedLog();
        string userId;
        await using (var frontEnd = FrontEnd.Start(
            services => services.AddSingleton<ILoggerProvider>(log), ("Logging:LogLevel:OrleansCalls", "Information")))
        {
            var alice = await frontEnd.NewPerson();
            userId = alice.Id;
            await using var socket = await alice.Connect("a1");
            var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Refused(socket, "Answer", CallId.New())));
            Assert.All(answers, refused => Assert.Equal("not_found", refused.Code));
        }

        // The program's own thread may be the one that disposes of the rest.
        await Eventually.Holds(() => log.Lines.Any(line => line.Text.Contains("not_found", StringComparison.Ordinal)));
        var line = Assert.Single(log.Lines, line => line.Text.Contains("not_found", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Level >= LogLevel.Error);
        Assert.Contains($"Refused {Many} times", line.Text, StringComparison.Ordinal);
        Assert.Contains(userId, line.Text, StringComparison.Ordinal);
        Assert.Null(line.Exception);
    }

    [Fact]
    public async Task WhatCannotBeRead_LeavesNoError()
    {
        var log = new CapturedLog();
        int started;
        await using (var frontEnd = FrontEnd.Start(services => services.AddSingleton<ILoggerProvider>(log)))
        {
            started = log.Lines.Count;
            var alice = await frontEnd.NewPerson();
            await using var socket = await alice.Connect("a1");
            Assert.Equal("invalid", (await Refused(socket, "NoSuchMethod")).Code);
            Assert.Equal("invalid", (await Refused(socket, "Answer", 5)).Code);
            Assert.Equal("invalid", (await Refused(socket, "Answer", (object?)null)).Code);
            Assert.Equal("invalid", (await Refused(socket, "Answer", "a", "b")).Code);
            Assert.Equal("invalid", (await Refused(socket, "Watch", new object[] { new[] { "\0" } })).Code);
            await alice.Post("/api/call/answer", new { });
            await alice.Http.PostAsync("/api/call/answer", new StringContent("{"));
            await alice.Http.GetAsync("/api/call/history?limit=x");
        }

        Assert.DoesNotContain(log.Lines.Skip(started), line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task ACommandWhoseSenderIsGone_LeavesNoError()
    {
        var log = new CapturedLog();
        await using (var frontEnd = FrontEnd.Start(services => services.AddSingleton<ILoggerProvider>(log)))
        {
            var alice = await frontEnd.NewPerson();
            for (var round = 0; round < 5; round++)
            {
                var socket = await alice.Connect("a" + round);
                for (var at = 0; at < 20; at++)
                    await socket.Send("Signal", new { callId = CallId.New(), type = "ice", payload = "x" });
                socket.Abort();
                await socket.DisposeAsync();
            }
        }

        Assert.DoesNotContain(log.Lines, line => line.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task ADeviceTooMany_LeavesNoError()
    {
        var log = new CapturedLog();
        int started;
        await using (
            var frontEnd = FrontEnd.Start(services => services.AddSingleton<ILoggerProvider>(log), ("Calls:DevicesPerPerson", "1")))
        {
            started = log.Lines.Count;
            var alice = await frontEnd.NewPerson();
            await using var first = await alice.Connect("a1");
            await using var second =
                await HubClient.Connect(frontEnd.Address, new HubClientOptions { AccessToken = alice.Token, DeviceId = "a2" });
            Assert.Contains("rate_limited", await second.Closed.WaitAsync(Eventually.Patience), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(log.Lines.Skip(started), line => line.Level >= LogLevel.Warning);
    }

    private static Task<HubRefusedException> Refused(HubClient socket, string method, params object?[] arguments) =>
        Assert.ThrowsAsync<HubRefusedException>(() => socket.Invoke(method, arguments));
}
