using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using OrleansCalls.Settings;

namespace OrleansCalls.Tls;

/// <summary>
/// Encrypts the connections between silos and front-ends when <see cref="ClusterTlsOptions"/> is set, where both engines let an application
/// wrap them.
/// </summary>
public static class ClusterTls
{
    /// <summary>For a silo.</summary>
    public static ISiloBuilder AddTls(this ISiloBuilder silo, IConfiguration configuration)
    {
        if (!IsOn(silo.Services, configuration))
            return silo;
        return silo.Configure<SiloConnectionOptions>(connections =>
        {
            connections.ConfigureSiloInboundConnection(builder => Wrap(builder, accepts: true));
            connections.ConfigureGatewayInboundConnection(builder => Wrap(builder, accepts: true));
            connections.ConfigureSiloOutboundConnection(builder => Wrap(builder, accepts: false));
        });
    }

    /// <summary>For a client.</summary>
    public static IClientBuilder AddTls(this IClientBuilder client, IConfiguration configuration)
    {
        if (IsOn(client.Services, configuration))
            client.Configure<ClientConnectionOptions>(connections =>
                connections.ConfigureConnection(builder => Wrap(builder, accepts: false)));
        return client;
    }

    /// <summary>Binds and checks the settings.</summary>
    public static IServiceCollection AddTlsOptions(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSettings<ClusterTlsOptions>(ClusterTlsOptions.Section);
        return services;
    }

    private static bool IsOn(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(provider => ActivatorUtilities.CreateInstance<ClusterCertificates>(
            provider, provider.GetRequiredService<IOptions<ClusterTlsOptions>>().Value));
        return configuration.GetSection(ClusterTlsOptions.Section).Get<ClusterTlsOptions>() is { IsOn: true };
    }

    private static void Wrap(IConnectionBuilder builder, bool accepts)
    {
        var tls = new TlsWrapping(builder.ApplicationServices.GetRequiredService<ClusterCertificates>(), accepts);
        builder.Use(next => connection => tls.Run(connection, next));
    }
}
