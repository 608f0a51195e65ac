using System.ComponentModel.DataAnnotations;
using System.Net;

namespace OrleansCalls.Hosting;

/// <summary>The settings of section <c>Silo</c>.</summary>
public sealed class CallsSiloOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Silo";

    /// <summary>The port that silos use among themselves.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 11111;

    /// <summary>The port that front-ends use.</summary>
    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = 30000;

    /// <summary>The address that silos and front-ends connect to; by default, what this machine's name resolves to.</summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>The address to listen on if it is not the advertised one, as behind a port mapping.</summary>
    public string? ListenAddress { get; set; }

    /// <summary>The port to listen on for silos if it is not <see cref="Port"/>.</summary>
    [Range(1, 65_535)]
    public int? ListenPort { get; set; }

    /// <summary>The port to listen on for front-ends if it is not <see cref="GatewayPort"/>.</summary>
    [Range(1, 65_535)]
    public int? ListenGatewayPort { get; set; }

    /// <summary>Whether this process is the whole cluster: a front-end with its silo inside.</summary>
    public bool InProcess { get; set; }

    /// <summary>How long a silo may take to finish what it is doing when asked to stop.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(9);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsAddress(AdvertisedAddress))
            yield return new($"Silo:AdvertisedAddress is {AdvertisedAddress}; it must be an IP address.");
        if (!IsAddress(ListenAddress))
            yield return new($"Silo:ListenAddress is {ListenAddress}; it must be an IP address.");
        if (Port == GatewayPort)
            yield return new($"Silo:Port and Silo:GatewayPort are both {Port}; they must differ.");
    }

    private static bool IsAddress(string? text) => text is null || IPAddress.TryParse(text, out _);
}
