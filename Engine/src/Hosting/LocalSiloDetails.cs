using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime.Hosting;

internal sealed class LocalSiloDetails : ILocalSiloDetails
{
    public LocalSiloDetails(IOptions<SiloOptions> silo, IOptions<EndpointOptions> endpoints)
    {
        var address = endpoints.Value.AdvertisedIPAddress ?? IPAddress.Loopback;
        var generation = SiloAddress.AllocateNewGeneration();
        SiloAddress = SiloAddress.New(address, endpoints.Value.SiloPort, generation);
        GatewayAddress = SiloAddress.New(address, endpoints.Value.GatewayPort, generation);
        Name = silo.Value.SiloName ?? $"Silo_{SiloAddress}";
    }

    public string Name { get; }

    public SiloAddress SiloAddress { get; }

    public SiloAddress GatewayAddress { get; }
}
