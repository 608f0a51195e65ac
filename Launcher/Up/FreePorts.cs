using System.Net;
using System.Net.Sockets;

namespace OrleansCalls.Launcher.Up;

/// <summary>The machine's loopback ports, each given out once: what was given out is not in use before its process listens.</summary>
/// <param name="isFree">Whether a server could listen on a port now.</param>
internal sealed class FreePorts(Func<int, bool> isFree)
{
    private const int Last = 65535;

    private readonly HashSet<int> _given = [];

    /// <summary>Those of this machine.</summary>
    public FreePorts() : this(IsFree)
    {
    }

    /// <summary>Takes this very port.</summary>
    /// <param name="port">The port.</param>
    /// <param name="otherwise">What to do when it is in use, as the rest of a sentence.</param>
    /// <exception cref="StartFailedException">It is in use.</exception>
    public int Exactly(int port, string otherwise)
    {
        if (_given.Contains(port) || !isFree(port))
            throw new StartFailedException($"Port {port} is in use. Stop what listens there, or {otherwise}.");
        _given.Add(port);
        return port;
    }

    /// <summary>Takes the first free port at or above <paramref name="from"/>.</summary>
    /// <exception cref="StartFailedException">There is none.</exception>
    public int From(int from)
    {
        for (var port = from; port <= Last; port++)
        {
            if (!_given.Contains(port) && isFree(port))
            {
                _given.Add(port);
                return port;
            }
        }

        throw new StartFailedException($"No port from {from} on is free. Stop what listens there, or choose a lower port with --port.");
    }

    private static bool IsFree(int port)
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
}
