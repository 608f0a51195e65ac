using System.Net;
using Microsoft.Extensions.Options;

namespace OrleansCalls.Hosting;

/// <summary>Checks section <c>Silo</c>: each failure is a sentence that names the setting.</summary>
public sealed class CallsSiloOptionsValidation : IValidateOptions<CallsSiloOptions>
{
    public ValidateOptionsResult Validate(string? name, CallsSiloOptions options)
    {
        var failures = new List<string>();
        Port(nameof(options.Port), options.Port);
        Port(nameof(options.GatewayPort), options.GatewayPort);
        Port(nameof(options.ListenPort), options.ListenPort);
        Port(nameof(options.ListenGatewayPort), options.ListenGatewayPort);
        Address(nameof(options.AdvertisedAddress), options.AdvertisedAddress);
        Address(nameof(options.ListenAddress), options.ListenAddress);
        if (options.Port == options.GatewayPort)
            failures.Add($"Silo:Port and Silo:GatewayPort are both {options.Port}; they must differ.");
        if (options.ShutdownTimeout < TimeSpan.FromSeconds(1) || options.ShutdownTimeout > TimeSpan.FromMinutes(10))
            failures.Add($"Silo:ShutdownTimeout is {options.ShutdownTimeout}; it must be from 00:00:01 to 00:10:00.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Port(string setting, int? port)
        {
            if (port is < 1 or > 65535)
                failures.Add($"Silo:{setting} is {port}; it must be from 1 to 65535.");
        }

        void Address(string setting, string? address)
        {
            if (address is not null && !IPAddress.TryParse(address, out _))
                failures.Add($"Silo:{setting} is {address}; it must be an IP address.");
        }
    }
}
