using System.Net;
using System.Net.Sockets;

namespace OrleansCalls.Launcher.Up;

/// <summary>
/// The ports a launcher has reserved for its processes, also while none of them listens: launchers that start at the same time do not take
/// the same ones.
/// </summary>
/// <remarks>A claim is a socket whose name the system gives to one process only, and frees when that process ends in any way.</remarks>
internal sealed class PortClaims : IDisposable
{
    private readonly List<Socket> _claims = [];

    /// <summary>Claims a loopback port for good.</summary>
    /// <returns>False when another launcher has it, or something listens there.</returns>
    public bool Take(int port)
    {
        if (!TryClaim(port, out var claim))
            return false;
        if (!IsFree(port))
        {
            claim?.Dispose();
            return false;
        }

        if (claim is not null)
            _claims.Add(claim);
        return true;
    }

    public void Dispose() => _claims.ForEach(claim => claim.Dispose());

    private static bool TryClaim(int port, out Socket? claim)
    {
        claim = null;
        // Names without a file exist only on Linux; elsewhere, a port taken meanwhile stops the start with a message.
        if (!OperatingSystem.IsLinux())
            return true;
        claim = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            claim.Bind(new UnixDomainSocketEndPoint($"\0orleanscalls-port-{port}"));
            return true;
        }
        catch (SocketException)
        {
            claim.Dispose();
            return false;
        }
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
