using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.LocalPostgres;
using OrleansCalls.People;
using OrleansCalls.Realtime;
using OrleansCalls.Sessions;

namespace OrleansCalls.Hosting;

/// <summary>The real program on a real port with a silo inside, keeping everything in memory unless told otherwise.</summary>
public sealed class FrontEnd : IAsyncDisposable
{
    private static int _count;
    private readonly WebApplicationFactory<CallsHub> _factory;

    private FrontEnd(WebApplicationFactory<CallsHub> factory) => _factory = factory;

    /// <summary>Where it listens.</summary>
    public Uri Address => _factory.ClientOptions.BaseAddress;

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _factory.Services;

    /// <summary>Starts one. Heartbeats are quicker than in earnest, passwords cheaper, and people faster.</summary>
    public static FrontEnd Start(params (string Setting, string Value)[] settings) => Start(_ => { }, settings);

    /// <summary>Starts one with other services.</summary>
    public static FrontEnd Start(Action<IServiceCollection> configure, params (string Setting, string Value)[] settings)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Silo:InProcess"] = "true",
            ["Silo:Port"] = LoopbackPorts.Free().ToString(CultureInfo.InvariantCulture),
            ["Silo:GatewayPort"] = LoopbackPorts.Free().ToString(CultureInfo.InvariantCulture),
            ["Orleans:ClusterId"] = "frontend-tests-" + Interlocked.Increment(ref _count),
            ["Calls:HeartbeatInterval"] = "00:00:01",
            ["Calls:ReportInterval"] = "00:00:00.500",
            ["Calls:CommandsPerSecond"] = "1000",
            ["Calls:SignalsPerSecond"] = "1000",
            ["Calls:ReloadGrace"] = "00:00:00.300",
            ["SignIn:PasswordIterations"] = "1000",
            ["SignIn:MaxFailuresPerAddress"] = "100000",
            ["Logging:LogLevel:Default"] = "Warning",
            ["Logging:LogLevel:OrleansCalls"] = "Warning",
        };
        foreach (var (setting, value) in settings)
            all[setting] = value;
        if (!all.ContainsKey("ConnectionStrings:Postgres"))
            all["Persistence:Memory"] = "true";

        var factory = new WebApplicationFactory<CallsHub>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Production");
            foreach (var (setting, value) in all)
                host.UseSetting(setting, value);
            host.ConfigureTestServices(configure);
        });
        factory.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        factory.StartServer();
        return new FrontEnd(factory);
    }

    /// <summary>Makes a user and signs them in.</summary>
    public async Task<Person> NewPerson(string organisation = "acme", UserRole role = UserRole.User, string? name = null)
    {
        var id = Guid.NewGuid().ToString("N");
        var username = (name ?? "user") + "-" + id;
        using var scope = Services.CreateScope();
        var passwords = Services.GetRequiredService<Passwords>();
        var user = new User { Id = id, Username = username, DisplayName = "The " + username, Role = role, Organisation = organisation };
        var taken = await Services.GetRequiredService<IAccountStore>()
            .Create([new Account(user, await passwords.Hash(Person.PasswordOf(username)))]);
        Assert.Empty(taken);
        return await SignIn(user);
    }

    /// <summary>Signs a user in once more.</summary>
    public async Task<Person> SignIn(User user)
    {
        using var http = NewHttp();
        var answer = await http.PostAsync(
            "/api/auth/login", Json.Body(new { username = user.Username, password = Person.PasswordOf(user.Username) }));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var token = (await Json.Read(answer)).GetProperty("accessToken").GetString()!;
        var own = NewHttp();
        own.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return new Person(this, user, token, own);
    }

    /// <summary>A client without cookies and redirects.</summary>
    public HttpClient NewHttp() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };

    public ValueTask DisposeAsync() => _factory.DisposeAsync();
}
