using System.Net;
using System.Net.Sockets;

namespace OrleansCalls.LocalPostgres;

/// <summary>Finds ports for processes that are about to start.</summary>
public static class LoopbackPorts
{
    // Below the range that systems use for outgoing connections (on Linux, 32768 and up), so that none of those takes the port first.
    private const int First = 10_000;
    private const int Last = 32_000;

    /// <summary>A port that nothing listens on now, nor on the <paramref name="consecutive"/> from there.</summary>
    public static int Free(int consecutive = 1)
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            if (Enumerable.Range(port, consecutive).All(IsFree))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
