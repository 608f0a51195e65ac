using Microsoft.AspNetCore.Connections;

namespace Orleans.Configuration;

/// <summary>What is put around the connections of a client, such as encryption.</summary>
public class ClientConnectionOptions
{
    private Action<IConnectionBuilder>? _configure;

    /// <summary>Around those that it opens to silos.</summary>
    public void ConfigureConnection(Action<IConnectionBuilder> configure) => _configure += configure;

    internal void Wrap(IConnectionBuilder builder) => _configure?.Invoke(builder);
}
