using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansCalls.Hosting;
using OrleansCalls.People;
using OrleansCalls.Sessions;
using OrleansCalls.Testing;

namespace OrleansCalls.Demo;

/// <summary>What is left of a demonstration that is off.</summary>
public sealed class DemoGuardTests
{
    private readonly string _database = "demo-" + Guid.NewGuid();
    private readonly Lines _lines = new();

    [Fact]
    public async Task Leftovers_AreNamedAtTheStart()
    {
        await using (Start(("Demo:Enabled", "true")))
        {
        }

        await using var frontEnd = Start();
        var line = await Eventually.Holds(() => Task.FromResult(_lines.Find("can still sign in")), line => line is not null);
        Assert.StartsWith("Warning", line, StringComparison.Ordinal);
        Assert.Contains("alice, bob, carol, dave, ken, erin", line, StringComparison.Ordinal);
        Assert.Contains("Demo:Disable=true", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disable_TakesAwayWhatHasTheKnownPassword_AndNothingElse()
    {
        string bobs;
        await using (var demo = Start(("Demo:Enabled", "true")))
        {
            bobs = await SignIn(demo, "bob");
            var accounts = demo.Services.GetRequiredService<IAccountStore>();
            var ken = (await accounts.FindById("demo-ken"))!;
            await accounts.Update(ken with { PasswordHash = await demo.Services.GetRequiredService<Passwords>().Hash("kens own") });
        }

        await using var frontEnd = Start(("Demo:Disable", "true"));
        await Eventually.Holds(() => _lines.Find("Disabled the demo accounts") is not null);
        using var http = frontEnd.NewHttp();
        await LogIn(http, "alice", "demo-alice").Refused(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal(HttpStatusCode.OK, (await LogIn(http, "ken", "kens own")).StatusCode);
        http.DefaultRequestHeaders.Authorization = new("Bearer", bobs);
        await http.GetAsync("/api/me").Refused(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public void EnabledAndDisabled_StopsTheStart()
    {
        var refused = Assert.ThrowsAny<Exception>(() => Start(("Demo:Enabled", "true"), ("Demo:Disable", "true")));
        Assert.Contains("Demo:Disable", refused.ToString(), StringComparison.Ordinal);
    }

    private FrontEnd Start(params (string, string)[] settings) => FrontEnd.Start(
        services => services.AddSingleton<ILoggerProvider>(_lines),
        [("Persistence:MemoryName", _database), ("Logging:LogLevel:OrleansCalls.Demo", "Information"), .. settings]);

    private static async Task<string> SignIn(FrontEnd frontEnd, string username)
    {
        using var http = frontEnd.NewHttp();
        return (await Json.Read(await LogIn(http, username, "demo-" + username))).Text("accessToken")!;
    }

    private static Task<HttpResponseMessage> LogIn(HttpClient http, string username, string password) =>
        http.PostAsync("/api/auth/login", Json.Body(new { username, password }));

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public string? Find(string text) => _lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal));

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{logLevel}: {formatter(state, exception)}");

        public void Dispose()
        {
        }
    }
}
