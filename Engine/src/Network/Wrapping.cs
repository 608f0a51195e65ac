using Microsoft.AspNetCore.Connections;

namespace Orleans.Runtime.Network;

/// <summary>What the application wraps around connections, such as encryption.</summary>
internal sealed class Wrapping(IServiceProvider? services, Action<IConnectionBuilder> configure)
{
    public static readonly Wrapping None = new(services: null, _ => { });

    /// <summary>Serves connections inside of the wrapping.</summary>
    public ConnectionDelegate Around(ConnectionDelegate inside)
    {
        var builder = new ConnectionBuilder(services ?? EmptyServices.Instance);
        configure(builder);
        return builder.Use(_ => inside).Build();
    }

    private sealed class EmptyServices : IServiceProvider
    {
        public static readonly EmptyServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
