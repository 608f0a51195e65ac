using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansCalls.Calls;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Logs;

/// <summary>What an operator reads in the log (FEATURES E5).</summary>
public sealed class LogTests
{
    [Theory]
    [InlineData("Error")]
    [InlineData("None")]
    public void QuietingOrleans_LeavesTheProductsLines(string level)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Logging:LogLevel:Orleans", level)]);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.AddLogs();
        using var host = builder.Build();
        var loggers = host.Services.GetRequiredService<ILoggerFactory>();

        Assert.True(loggers.CreateLogger("OrleansCalls.Calls.CallGrain").IsEnabled(LogLevel.Information));
        Assert.False(loggers.CreateLogger("Orleans.Runtime.Silo").IsEnabled(LogLevel.Warning));
    }

    [Fact]
    public async Task EveryTransitionOfACall_IsOneLine_WithItsIdAndTrace()
    {
        var log = new CapturedLog();
        await using var frontEnd =
            FrontEnd.Start(services => services.AddSingleton<ILoggerProvider>(log), ("Logging:LogLevel:OrleansCalls", "Information"));
        var (alice, bob) = (await frontEnd.NewPerson(), await frontEnd.NewPerson());
        await using var caller = await alice.Connect("a1");
        await using var callee = await bob.Connect("b1");
        var callId = CallId.New();
        await caller.Invoke("Initiate", new { calleeId = bob.Id, media = "audio", callId });
        await callee.Invoke("Answer", callId);
        await caller.Invoke("Mute", callId, true, false);
        await callee.Invoke("Connected", callId);
        await callee.Invoke("HangUp", callId);

        await Eventually.Holds(() => log.Lines.Count(IsOfTheCall) >= 4);
        var lines = log.Lines.Where(IsOfTheCall).ToList();
        Assert.Equal(
            ["ringing", "connecting", "connected", "completed"],
            lines.Select(line => line.Fields.GetValueOrDefault("State") ?? line.Fields["Reason"]));
        Assert.All(lines, line => Assert.NotNull(line.TraceId));

        bool IsOfTheCall(LogLine line) =>
            line.Category.StartsWith("OrleansCalls.Calls.CallGrain", StringComparison.Ordinal)
            && line.Fields.GetValueOrDefault("CallId") == callId;
    }
}
