using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Hosting;
using OrleansCalls.People;

namespace OrleansCalls.Http;

/// <summary>Whatever spelling of a path routing takes for an end-point, the end-point's guards hold there (FAULTS 21).</summary>
[Collection(FrontEndCollection.Name)]
public sealed partial class EndpointSpellingTests(FrontEndFixture fixture)
{
    private const string Foreign = "https://evil.example";
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    private static readonly (string, string)[] Upgrade =
        [("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==")];

    [Fact]
    public async Task WithoutASession_EverySpelling_IsRefusedOrNotThere()
    {
        foreach (var (route, target) in Spelled(route => route.NeedsSession))
        {
            var answer = await Ask(route, target);
            Assert.True(answer.Status is 401 || (IsElsewhere(answer) && target != route.Path), $"{route.Method} {target}: {answer.Status}");
        }
    }

    [Fact]
    public async Task EveryAnswer_IsNotToBeKept_AndCarriesTheSecurityHeaders()
    {
        foreach (var (route, target) in Spelled(_ => true))
        {
            var answer = await Ask(route, target);
            Assert.True(Header(answer, "Cache-Control")
                .Contains("no-store", StringComparison.Ordinal), $"{route.Method} {target} may be kept.");
            Assert.True(Header(answer, "Content-Security-Policy")
                .Contains("frame-ancestors 'none'", StringComparison.Ordinal), $"{route.Method} {target}");
            Assert.True(Header(answer, "X-Content-Type-Options") == "nosniff", $"{route.Method} {target}");
        }
    }

    [Fact]
    public async Task ByCookieWithoutAntiforgery_EverySpellingThatIsServed_IsForbidden()
    {
        var admin = await _frontEnd.NewPerson(role: UserRole.Admin);
        foreach (var (route, target) in Spelled(route => route is { NeedsSession: true, IsHub: false, Method: not "GET" }))
        {
            var exists = (await Ask(route, target)).Status == 401;
            var answer = await Ask(route, target, ("Cookie", "calls-session=" + admin.Token));
            Assert.True(exists
                ? answer.Status == 403 : IsElsewhere(answer) || answer.Status == 403, $"{route.Method} {target}: {answer.Status}");
            Assert.True(answer.Status != 403 || answer.Body.Contains("X-CSRF-TOKEN", StringComparison.Ordinal), answer.Body);
        }
    }

    [Fact]
    public async Task Hub_FromAForeignPage_IsForbiddenInEverySpelling_WithCookieOrToken()
    {
        var alice = await _frontEnd.NewPerson();
        foreach (var (route, target) in Spelled(route => route.IsHub))
        {
            var exists = (await Ask(route, target)).Status == 401;
            var byCookie = await Ask(route, target, [.. Upgrade, ("Cookie", "calls-session=" + alice.Token), ("Origin", Foreign)]);
            var byToken = await Ask(route, With(target, "deviceId=d1&access_token=" + alice.Token), [.. Upgrade, ("Origin", Foreign)]);
            Assert.True((byCookie.Status, byToken.Status) == (exists ? (403, 403) : (404, 404)),
                $"{route.Method} {target}: {byCookie.Status}, {byToken.Status}");
        }
    }

    [Fact]
    public async Task Hub_TakesItsTokenAndChecksTheDevice_InEverySpelling()
    {
        var alice = await _frontEnd.NewPerson();
        foreach (var (route, target) in Spelled(route => route.IsHub))
        {
            var exists = (await Ask(route, target)).Status == 401;
            var malformed = await Ask(route, With(target, "deviceId=no%20spaces&access_token=" + alice.Token), Upgrade);
            var opened = await Ask(route, With(target, "deviceId=d1&access_token=" + alice.Token), Upgrade);
            var served = route.Method == "POST" ? 200 : 101;
            Assert.True((malformed.Status, opened.Status) == (exists ? (400, served) : (404, 404)),
                $"{route.Method} {target}: {malformed.Status}, {opened.Status}");
        }
    }

    /// <summary>Routing found nothing there, or what takes another method.</summary>
    private static bool IsElsewhere(RawAnswer answer) => answer.Status is 404 or 405;

    private static string With(string target, string query) =>
        target + (target.Contains('?', StringComparison.Ordinal) ? "&" : "?") + query;

    private static string Header(RawAnswer answer, string name) => answer.Headers.GetValueOrDefault(name, "");

    private Task<RawAnswer> Ask(Route route, string target, params (string, string)[] headers) =>
        RawAnswer.To(_frontEnd.Address, route.Method, target, headers);

    private IEnumerable<(Route Route, string Target)> Spelled(Func<Route, bool> which)
    {
        var routes = Routes().Where(which).ToList();
        Assert.NotEmpty(routes);
        return routes.SelectMany(route => Spellings(route.Path).Select(target => (route, target)));
    }

    private IEnumerable<Route> Routes() =>
        from endpoint in _frontEnd.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = Parameter()
            .Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/').TrimEnd('/'), match =>
            match.Value == "{documentName}" ? "v1" : "x1")
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods
            : path.EndsWith("/negotiate", StringComparison.Ordinal) ? ["POST"] : ["GET"]
        where method != "OPTIONS"
        select new Route(
            method, path, endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null,
                endpoint.Metadata.GetMetadata<HubMetadata>() is not null);

    private IEnumerable<string> Spellings(string path)
    {
        var last = path.LastIndexOf('/');
        return
        [
            path,
            path.ToUpperInvariant(),
            string.Concat(path.Select((letter, at) => at % 2 == 0 ? char.ToUpperInvariant(letter) : letter)),
            path + "/",
            path + "//",
            "/" + path,
            path.Insert(last, "/"),
            path.Remove(last, 1).Insert(last, "%2F"),
            path.Remove(last, 1).Insert(last, "%2f"),
            path.Remove(last, 1).Insert(last, "\\"),
            string.Concat(path.Select(letter => letter == '/' ? "/" : $"%{(int)letter:X2}")),
            string.Concat(path.Select((letter, at) => at == 2 ? $"%{(int)char.ToUpperInvariant(letter):x2}" : $"{letter}")),
            "/." + path,
            "/elsewhere/.." + path,
            "/elsewhere/%2e%2e" + path,
            path + "/elsewhere/..",
            path + "/.",
            path + "%20",
            path + ";a=b",
            path + "?a=b",
            "/base" + path,
            _frontEnd.Address.GetLeftPart(UriPartial.Authority) + path,
        ];
    }

    private sealed record Route(string Method, string Path, bool NeedsSession, bool IsHub);

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
