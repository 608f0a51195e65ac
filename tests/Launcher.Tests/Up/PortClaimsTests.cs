using System.Net;
using System.Net.Sockets;
using OrleansCalls.Launcher.Up;
using OrleansCalls.LocalPostgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Launcher.Tests.Up;

public sealed class PortClaimsTests
{
    [Fact]
    public void Port_that_a_launcher_has_is_no_other_launchers_before_anything_listens_there()
    {
        var port = LoopbackPorts.Free();
        using var second = new PortClaims();
        using (var first = new PortClaims())
        {
            Assert.True(first.Take(port));
            Assert.False(first.Take(port));
            Assert.False(second.Take(port));
        }

        Assert.True(second.Take(port));
    }

    [Fact]
    public void Process_of_a_launcher_can_listen_on_the_port_that_was_claimed_for_it()
    {
        var port = LoopbackPorts.Free();
        using var claims = new PortClaims();
        Assert.True(claims.Take(port));

        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
    }

    [Fact]
    public void Port_that_something_else_listens_on_is_not_to_be_had_until_it_stops()
    {
        using var claims = new PortClaims();
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
            Assert.False(claims.Take(port));
        }

        Assert.True(claims.Take(port));
    }
}
