using System.Net;
using OrleansCalls.Testing;

namespace OrleansCalls.Launcher.Tests.Processes;

/// <summary>A front-end whose silos come, all go, and come again.</summary>
public sealed class ComingSiloTests
{
    [Fact]
    public async Task A_front_end_serves_as_soon_as_there_is_a_silo_also_after_all_were_gone()
    {
        await using var database = await TestDatabase.Create();
        var connection = ("ConnectionStrings:Postgres", database.TcpConnectionString);
        await using var frontEnd = ServerProcess.FrontEnd(connection, ("Demo:Enabled", "true"));
        await Eventually.Holds(async () => await frontEnd.Status("/healthz/live") == HttpStatusCode.OK, TimeSpan.FromMinutes(1));

        await using var silo = ServerProcess.Silo(connection);
        await frontEnd.AwaitReady();
        using var alice = await ProductApi.SignIn(frontEnd.Address, "alice", "demo-alice");

        silo.Kill();
        await Eventually.Holds(
            async () => await frontEnd.Status("/healthz/ready") == HttpStatusCode.ServiceUnavailable, TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await frontEnd.Status("/healthz/live"));

        await using var again = silo.Again();
        await frontEnd.AwaitReady();
        using var bob = await ProductApi.SignIn(frontEnd.Address, "bob", "demo-bob");
        await bob.Get("/api/users");
    }
}
