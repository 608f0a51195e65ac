using System.Net;
using System.Text.Json;
using OrleansCalls.Testing;

namespace OrleansCalls.Launcher.Tests.Processes;

/// <summary>A front-end that is a client of the cluster, while there is no silo.</summary>
public sealed class LonelyFrontEndTests
{
    [Fact]
    public async Task Without_a_silo_it_lives_is_not_ready_and_says_when_to_come_again()
    {
        await using var database = await TestDatabase.Create();
        await using var frontEnd = ServerProcess.FrontEnd(("ConnectionStrings:Postgres", database.TcpConnectionString));

        await Eventually.Holds(async () => await frontEnd.Status("/healthz/live") == HttpStatusCode.OK, TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await frontEnd.Status("/healthz/ready"));
        using var response = await frontEnd.Get("/api/me");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("unavailable", problem.RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task It_stops_in_order_while_it_waits()
    {
        await using var database = await TestDatabase.Create();
        await using var frontEnd = ServerProcess.FrontEnd(("ConnectionStrings:Postgres", database.TcpConnectionString));
        await Eventually.Holds(async () => await frontEnd.Status("/healthz/live") == HttpStatusCode.OK, TimeSpan.FromMinutes(1));

        frontEnd.Terminate();
        Assert.Equal(0, await frontEnd.Ended(TimeSpan.FromSeconds(10)));
    }
}
