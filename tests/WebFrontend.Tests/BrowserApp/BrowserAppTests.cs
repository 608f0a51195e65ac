using System.Net;
using OrleansCalls.Hosting;

namespace OrleansCalls.BrowserApp;

[Collection(FrontEndCollection.Name)]
public sealed class BrowserAppTests(FrontEndFixture fixture)
{
    private readonly HttpClient _http = fixture.FrontEnd.NewHttp();

    [Theory]
    [InlineData("/")]
    [InlineData("/missed")]
    [InlineData("/app")]
    [InlineData("/people/somebody")]
    public async Task Page_IsServedWhereverAPersonGoes(string path)
    {
        var answer = await Ask(path, "text/html");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl?.NoCache);
        Assert.Contains("<!doctype html>", await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/missed", "application/json")]
    [InlineData("/api/nothing", "text/html")]
    [InlineData("/app/assets/nothing.js", "text/html")]
    [InlineData("/healthz/nothing", "text/html")]
    [InlineData("/../appsettings.json", "application/json")]
    [InlineData("/app/../appsettings.json", "application/json")]
    [InlineData("/app/%2e%2e/%2e%2e/appsettings.json", "*/*")]
    public async Task OtherPaths_AreNotPages(string path, string accept) =>
        await Ask(path, accept).Refused(HttpStatusCode.NotFound, "not_found");

    private async Task<HttpResponseMessage> Ask(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        return await _http.SendAsync(request);
    }
}
