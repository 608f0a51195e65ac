using System.Collections.Concurrent;
using System.Globalization;

namespace OrleansCalls.Cluster.Tests.Network;

/// <summary>Finds out which of the processes that tests started has a connection, from what the kernel shows under <c>/proc</c>.</summary>
internal static class SocketOwners
{
    private static readonly ConcurrentDictionary<int, byte> Known = new();

    /// <summary>A process was started.</summary>
    public static void Add(int pid) => Known[pid] = 0;

    /// <summary>A process has ended.</summary>
    public static void Remove(int pid) => Known.TryRemove(pid, out _);

    /// <summary>The process whose connection goes from one port of this machine to another.</summary>
    public static int? Find(int localPort, int remotePort)
    {
        if (Inode(localPort, remotePort) is not { } inode)
            return null;
        var socket = $"socket:[{inode}]";
        foreach (var pid in Known.Keys)
        {
            if (Has(pid, socket))
                return pid;
        }

        return null;
    }

    private static bool Has(int pid, string socket)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{pid}/fd").Any(file => new FileInfo(file).LinkTarget == socket);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? Inode(int localPort, int remotePort)
    {
        var (local, remote) = (Hex(localPort), Hex(remotePort));
        foreach (var table in (string[])["/proc/net/tcp", "/proc/net/tcp6"])
        {
            foreach (var line in File.ReadLines(table).Skip(1))
            {
                var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields[1].EndsWith(local, StringComparison.Ordinal) && fields[2].EndsWith(remote, StringComparison.Ordinal))
                    return fields[9];
            }
        }

        return null;
    }

    private static string Hex(int port) => ":" + port.ToString("X4", CultureInfo.InvariantCulture);
}
