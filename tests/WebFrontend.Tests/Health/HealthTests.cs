using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Hosting;
using OrleansCalls.Start;

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

    [Fact]
    public async Task EveryRehearsal_RunsToItsEnd()
    {
        var rehearsals = fixture.FrontEnd.Services.GetServices<IRehearsal>().ToArray();
        Assert.NotEmpty(rehearsals);
        foreach (var rehearsal in rehearsals)
            await rehearsal.Run();
    }
}
