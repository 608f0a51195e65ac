using Microsoft.AspNetCore.Connections;

namespace Orleans.Configuration;

/// <summary>What is put around the connections of a silo, such as encryption.</summary>
public class SiloConnectionOptions
{
    private Action<IConnectionBuilder>? _toSilos;
    private Action<IConnectionBuilder>? _fromSilos;
    private Action<IConnectionBuilder>? _fromClients;

    /// <summary>Around those that it opens to other silos.</summary>
    public void ConfigureSiloOutboundConnection(Action<IConnectionBuilder> configure) => _toSilos += configure;

    /// <summary>Around those that other silos open.</summary>
    public void ConfigureSiloInboundConnection(Action<IConnectionBuilder> configure) => _fromSilos += configure;

    /// <summary>Around those that clients open.</summary>
    public void ConfigureGatewayInboundConnection(Action<IConnectionBuilder> configure) => _fromClients += configure;

    internal void WrapToSilos(IConnectionBuilder builder) => _toSilos?.Invoke(builder);

    internal void WrapFromSilos(IConnectionBuilder builder) => _fromSilos?.Invoke(builder);

    internal void WrapFromClients(IConnectionBuilder builder) => _fromClients?.Invoke(builder);
}
