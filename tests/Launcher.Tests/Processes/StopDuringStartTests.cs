using System.Net;
using System.Net.Sockets;
using OrleansCalls.Testing;

namespace OrleansCalls.Launcher.Tests.Processes;

/// <summary>A process that is told to stop before it serves: whoever reads its log finds a sentence, and no failure.</summary>
public sealed class StopDuringStartTests
{
    [Theory]
    [InlineData("Silo")]
    [InlineData("WebFrontend")]
    public async Task It_says_so_and_ends_well(string process)
    {
        // A database that takes connections and says nothing: the start waits for it.
        using var database = new TcpListener(IPAddress.Loopback, 0);
        database.Start();
        var settings =
            ("ConnectionStrings:Postgres",
            $"Host=127.0.0.1;Port={((IPEndPoint)database.LocalEndpoint).Port};Username=a;Password=b;Database=c;SSL Mode=Disable");
        await using var starting = process == "Silo" ? ServerProcess.Silo(settings) : ServerProcess.FrontEnd(settings);
        using var asked = await database.AcceptTcpClientAsync();

        starting.Terminate();
        Assert.Equal(0, await starting.Ended(TimeSpan.FromMinutes(1)));
        Assert.Contains("Stopped while it was starting.", starting.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", starting.Said, StringComparison.Ordinal);
    }
}
