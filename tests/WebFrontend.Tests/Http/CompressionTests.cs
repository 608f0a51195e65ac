using System.IO.Compression;
using System.Text.RegularExpressions;
using OrleansCalls.Hosting;
using OrleansCalls.People;

namespace OrleansCalls.Http;

[Collection(FrontEndCollection.Name)]
public sealed partial class CompressionTests(FrontEndFixture fixture)
{
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    [InlineData(null, null)]
    public async Task FilesOfTheApp_AreSentAsTheBrowserTakesThem(string? accepted, string? sent)
    {
        using var http = _frontEnd.NewHttp();
        var script = (await FirstLoad(http)).First(path => path.StartsWith("/app/assets/index", StringComparison.Ordinal));
        var answer = await Get(http, script, accepted);
        Assert.Equal(sent, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(await (await Get(http, script, accepted: null)).Content.ReadAsByteArrayAsync(), await Unpacked(answer));
    }

    [Fact]
    public async Task FirstLoad_IsBelow200KB()
    {
        using var http = _frontEnd.NewHttp();
        long bytes = 0;
        foreach (var path in await FirstLoad(http))
            bytes += (await (await Get(http, path, "gzip, deflate, br")).Content.ReadAsByteArrayAsync()).Length;
        Assert.InRange(bytes, 1, 200_000);
    }

    [Theory]
    [InlineData("/api/users", true)]
    [InlineData("/api/call/history", true)]
    [InlineData("/api/admin/users", true)]
    [InlineData("/openapi/v1.json", true)]
    [InlineData("/api/me", false)]
    [InlineData("/api/ice-servers", false)]
    [InlineData("/api/demo", false)]
    public async Task LongAnswersWithoutSecrets_AreCompressed_OthersNot(string path, bool compressed)
    {
        var admin = await _frontEnd.NewPerson(role: UserRole.Admin);
        var answer = await Get(admin.Http, path, "br");
        Assert.Equal(compressed ? "br" : null, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        var plain = await Get(admin.Http, path, accepted: null);
        Assert.Equal(plain.StatusCode, answer.StatusCode);
        Assert.NotEmpty(await Unpacked(answer));
    }

    /// <summary>The page and what it names: scripts, preloads, styles.</summary>
    private static async Task<IReadOnlyList<string>> FirstLoad(HttpClient http)
    {
        var page = await http.GetStringAsync("/");
        return ["/", .. Named().Matches(page).Select(match => match.Groups["path"].Value)];
    }

    private static async Task<HttpResponseMessage> Get(HttpClient http, string path, string? accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepted is not null)
            request.Headers.Add("Accept-Encoding", accepted);
        var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        return answer;
    }

    private static async Task<byte[]> Unpacked(HttpResponseMessage answer)
    {
        var sent = await answer.Content.ReadAsStreamAsync();
        await using var plain = answer.Content.Headers.ContentEncoding.SingleOrDefault() switch
        {
            "br" => new BrotliStream(sent, CompressionMode.Decompress),
            "gzip" => new GZipStream(sent, CompressionMode.Decompress),
            _ => sent,
        };
        using var bytes = new MemoryStream();
        await plain.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    [GeneratedRegex(@"(?:src|href)=""(?<path>/app/[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
