using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Network;

namespace Orleans.Hosting;

/// <summary>Clusters whose members are listed in a database.</summary>
public static class AdoNetHostingExtensions
{
    /// <summary>Joins such a cluster as a silo.</summary>
    public static ISiloBuilder UseAdoNetClustering(this ISiloBuilder builder, Action<AdoNetClusteringSiloOptions> configureOptions)
    {
        builder.Services.Configure(configureOptions);
        builder.Services.AddSingleton<IClusterSource>(services =>
        {
            var options = services.GetRequiredService<IOptions<AdoNetClusteringSiloOptions>>().Value;
            return Source(options.Invariant, options.ConnectionString);
        });
        return builder;
    }

    /// <summary>Joins such a cluster as a client.</summary>
    public static IClientBuilder UseAdoNetClustering(this IClientBuilder builder, Action<AdoNetClusteringClientOptions> configureOptions)
    {
        builder.Services.Configure(configureOptions);
        builder.Services.AddSingleton<IClusterSource>(services =>
        {
            var options = services.GetRequiredService<IOptions<AdoNetClusteringClientOptions>>().Value;
            return Source(options.Invariant, options.ConnectionString);
        });
        return builder;
    }

    private static AdoNetClusterSource Source(string invariant, string connectionString) =>
        string.IsNullOrWhiteSpace(invariant) || string.IsNullOrWhiteSpace(connectionString)
            ? throw new OrleansConfigurationException("AdoNet clustering needs an Invariant and a ConnectionString.")
            : new(connectionString);
}
