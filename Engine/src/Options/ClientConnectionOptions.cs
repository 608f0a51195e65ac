using Microsoft.AspNetCore.Connections;

namespace Orleans.Configuration;

/// <summary>What is wrapped around a client's connections, such as encryption.</summary>
public class ClientConnectionOptions
{
    private Action<IConnectionBuilder>? _configure;

    public void ConfigureConnection(Action<IConnectionBuilder> configure) => _configure += configure;

    internal void Wrap(IConnectionBuilder builder) => _configure?.Invoke(builder);
}
