using System.Net;
using OrleansCalls.Hosting;

namespace OrleansCalls.Health;

[Collection(FrontEndCollection.Name)]
public sealed class HealthTests(FrontEndFixture fixture)
{
    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    public async Task Healthy_Says200(string path)
    {
        using var http = fixture.FrontEnd.NewHttp();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(path)).StatusCode);
    }
}
