using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Serialization;

namespace OrleansCalls.Hosting;

/// <summary>
/// Lets the database's errors, and our own, travel from silo to front-end with their types, so that an outage can be told from a defect.
/// Microsoft Orleans replaces exceptions that it has not been told about.
/// </summary>
public static class ClusterErrors
{
    private static readonly string[] Prefixes = ["Npgsql", nameof(OrleansCalls)];

    /// <summary>For a silo.</summary>
    public static ISiloBuilder AddErrors(this ISiloBuilder silo)
    {
        silo.Services.Configure<ExceptionSerializationOptions>(Add);
        return silo;
    }

    /// <summary>For a client.</summary>
    public static IClientBuilder AddErrors(this IClientBuilder client)
    {
        client.Services.Configure<ExceptionSerializationOptions>(Add);
        return client;
    }

    private static void Add(ExceptionSerializationOptions options) => options.SupportedNamespacePrefixes.UnionWith(Prefixes);
}
