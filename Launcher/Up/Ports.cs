using System.Net;
using System.Net.Sockets;

namespace OrleansCalls.Launcher.Up;

/// <summary>The machine's ports.</summary>
internal static class Ports
{
    /// <summary>Whether a server could listen on the loopback port now.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The first free port at or above <paramref name="from"/>.</summary>
    /// <exception cref="StartFailedException">There is none.</exception>
    public static int FirstFree(int from)
    {
        for (var port = from; port <= 65535; port++)
        {
            if (IsFree(port))
                return port;
        }

        throw new StartFailedException($"No port from {from} on is free.");
    }
}
