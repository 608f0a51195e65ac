using System.Net;
using Orleans.Runtime;

namespace Orleans.Configuration;

/// <summary>Where a silo listens.</summary>
public class EndpointOptions
{
    public const int DEFAULT_SILO_PORT = 11111;

    public const int DEFAULT_GATEWAY_PORT = 30000;

    /// <summary>The address that others connect to.</summary>
    public IPAddress? AdvertisedIPAddress
    {
        get;
        set => field = value is null || value.Equals(IPAddress.Any) || value.Equals(IPAddress.IPv6Any) || value.Equals(IPAddress.None)
            ? throw new OrleansConfigurationException(
                $"{nameof(AdvertisedIPAddress)} cannot be {value?.ToString() ?? "null"}: others must be able to connect to it.")
            : value;
    }

    /// <summary>The port for silos; not 0.</summary>
    public int SiloPort
    {
        get;
        set => field = value == 0 ? throw new OrleansConfigurationException($"{nameof(SiloPort)} cannot be 0.") : value;
    }
    = DEFAULT_SILO_PORT;

    /// <summary>The port for clients; 0 for none.</summary>
    public int GatewayPort { get; set; } = DEFAULT_GATEWAY_PORT;

    /// <summary>Where to listen for silos, if not at the advertised address.</summary>
    public IPEndPoint? SiloListeningEndpoint { get; set; }

    /// <summary>Where to listen for clients, if not at the advertised address.</summary>
    public IPEndPoint? GatewayListeningEndpoint { get; set; }
}
