using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Realtime;

/// <summary>FEATURES K3.</summary>
public sealed class DrainTests
{
    [Fact]
    public async Task Stopping_TellsClientsAndLeavesInTime()
    {
        await using var frontEnd = FrontEnd.Start(("Drain:Grace", "00:00:03"), ("Drain:ReconnectWithin", "00:00:00.700"));
        var alice = await frontEnd.NewPerson();
        var sockets = await Task.WhenAll(Enumerable.Range(0, 20).Select(at => alice.Connect("d" + at)));
        using var http = frontEnd.NewHttp();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz/ready")).StatusCode);
        var lifetime = frontEnd.Services.GetRequiredService<IHostApplicationLifetime>();
        var watch = Stopwatch.StartNew();

        var stopping = Task.Run(lifetime.StopApplication);

        foreach (var socket in sockets)
            Assert.Equal(700, (await socket.Next("Reconnect")).GetProperty("afterMs").GetInt32());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/healthz/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz/live")).StatusCode);
        await Assert.ThrowsAsync<WebSocketException>(() => alice.Connect("late"));
        using var late = await alice.Http.GetAsync("/hubs/calls");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), late.Headers.RetryAfter!.Delta);
        Assert.Equal("unavailable", (await Json.Read(late)).Text("code"));
        await Task.WhenAll(sockets.Select(socket => socket.Closed)).WaitAsync(TimeSpan.FromSeconds(8));
        await stopping;
        var stopped = new TaskCompletionSource();
        lifetime.ApplicationStopped.Register(stopped.SetResult);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }
}
