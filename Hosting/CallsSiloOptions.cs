namespace OrleansCalls.Hosting;

/// <summary>The settings of section <c>Silo</c>.</summary>
public sealed class CallsSiloOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Silo";

    /// <summary>The port that silos use among themselves. 1 to 65535.</summary>
    public int Port { get; set; } = 11111;

    /// <summary>The port that front-ends use. 1 to 65535.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>The address that silos and front-ends are told to connect to; unless set, the one that this machine's name stands for.</summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>The address to listen on where it is not the advertised one, as behind a port mapping.</summary>
    public string? ListenAddress { get; set; }

    /// <summary>The port to listen on for silos where it is not <see cref="Port"/>, as behind a port mapping. 1 to 65535.</summary>
    public int? ListenPort { get; set; }

    /// <summary>The port to listen on for front-ends where it is not <see cref="GatewayPort"/>. 1 to 65535.</summary>
    public int? ListenGatewayPort { get; set; }

    /// <summary>Whether this process is the whole cluster: a front-end with its silo inside.</summary>
    public bool InProcess { get; set; }

    /// <summary>How long a silo that was asked to stop may take to finish its turns. 1 s to 10 min.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(9);
}
