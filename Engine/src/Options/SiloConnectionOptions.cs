using Microsoft.AspNetCore.Connections;

namespace Orleans.Configuration;

/// <summary>What is wrapped around a silo's connections, such as encryption.</summary>
public class SiloConnectionOptions
{
    private Action<IConnectionBuilder>? _toSilos;
    private Action<IConnectionBuilder>? _fromSilos;
    private Action<IConnectionBuilder>? _fromClients;

    /// <summary>Connections that it opens to other silos.</summary>
    public void ConfigureSiloOutboundConnection(Action<IConnectionBuilder> configure) => _toSilos += configure;

    /// <summary>Connections that other silos open.</summary>
    public void ConfigureSiloInboundConnection(Action<IConnectionBuilder> configure) => _fromSilos += configure;

    /// <summary>Connections that clients open.</summary>
    public void ConfigureGatewayInboundConnection(Action<IConnectionBuilder> configure) => _fromClients += configure;

    internal void WrapToSilos(IConnectionBuilder builder) => _toSilos?.Invoke(builder);

    internal void WrapFromSilos(IConnectionBuilder builder) => _fromSilos?.Invoke(builder);

    internal void WrapFromClients(IConnectionBuilder builder) => _fromClients?.Invoke(builder);
}
