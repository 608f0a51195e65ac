namespace OrleansCalls.Launcher.Up;

/// <summary>Gives out the machine's loopback ports.</summary>
/// <param name="take">Takes a port; false if it is not available. A port once taken stays taken.</param>
internal sealed class FreePorts(Func<int, bool> take)
{
    private const int Last = 65535;

    /// <summary>Takes this very port.</summary>
    /// <param name="port">The port.</param>
    /// <param name="otherwise">What to do when it is in use, as the rest of a sentence.</param>
    /// <exception cref="StartFailedException">It is in use.</exception>
    public int Exactly(int port, string otherwise) =>
        take(port) ? port : throw new StartFailedException($"Port {port} is in use. Stop what listens there, or {otherwise}.");

    /// <summary>Takes the first free port at or above <paramref name="from"/>.</summary>
    /// <exception cref="StartFailedException">There is none.</exception>
    public int From(int from)
    {
        for (var port = from; port <= Last; port++)
        {
            if (take(port))
                return port;
        }

        throw new StartFailedException($"No port from {from} on is free. Stop what listens there, or choose a lower port with --port.");
    }
}
