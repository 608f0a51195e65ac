using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OrleansCalls.Hosting;

namespace OrleansCalls.Start;

/// <summary>
/// Refuses a port that is in use. A silo would take another's place in the cluster by its address alone, and a process whose HTTP port is
/// taken would join and leave with every attempt to start.
/// </summary>
internal sealed class PortGuard(
    IConfiguration configuration, IOptions<CallsSiloOptions> silo, IOptions<EndpointOptions> endpoints, bool isSilo) : IStartGuard
{
    public Task Check(CancellationToken cancellation)
    {
        // A silo inside a front-end can do without its ports.
        if (isSilo && !silo.Value.InProcess)
        {
            var address = endpoints.Value.AdvertisedIPAddress ?? IPAddress.Loopback;
            Check(endpoints.Value.SiloListeningEndpoint ?? new(address, endpoints.Value.SiloPort), "Silo:Port");
            Check(endpoints.Value.GatewayListeningEndpoint ?? new(address, endpoints.Value.GatewayPort), "Silo:GatewayPort");
        }

        var urls = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var url in urls)
        {
            if (Listened(url) is { } endpoint)
                Check(endpoint, "ASPNETCORE_URLS");
        }

        return Task.CompletedTask;
    }

    private static IPEndPoint? Listened(string url)
    {
        // The server itself says what is wrong with an unreadable one.
        BindingAddress binding;
        try
        {
            binding = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }

        if (binding.IsUnixPipe || binding.IsNamedPipe || binding.Port == 0)
            return null;
        if (binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return new(IPAddress.Loopback, binding.Port);
        return new(IPAddress.TryParse(binding.Host, out var address) ? address : IPAddress.Any, binding.Port);
    }

    private static void Check(IPEndPoint endpoint, string setting)
    {
        if (endpoint.Port == 0)
            return;
        try
        {
            using var listener = new TcpListener(endpoint);
            listener.Start();
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new StartRefusedException(
                $"Port {endpoint.Port} of {endpoint.Address} is in use: stop what listens there, or set {setting} to another.");
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            var wrong = setting == "ASPNETCORE_URLS" ? setting : "Silo:AdvertisedAddress or Silo:ListenAddress";
            throw new StartRefusedException($"{endpoint.Address} is not an address of this machine: correct {wrong}.");
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new StartRefusedException($"This user may not listen on port {endpoint.Port}: set {setting} to one from 1024 on.");
        }
    }
}
