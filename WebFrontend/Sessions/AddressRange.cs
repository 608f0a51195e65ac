using System.Net;
using System.Net.Sockets;

namespace OrleansCalls.Sessions;

/// <summary>The addresses of one subscriber: with IPv6 a whole /64.</summary>
public static class AddressRange
{
    private const int NetworkBytes = 8;

    /// <summary>An IPv4 address, mapped to IPv6 or not, or the /64 of an IPv6 address.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes) + "/64";
    }
}
