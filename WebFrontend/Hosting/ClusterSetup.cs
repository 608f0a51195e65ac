using Orleans.Configuration;
using Orleans.Hosting;
using OrleansCalls.Persistence;
using OrleansCalls.Start;
using OrleansCalls.Tls;

namespace OrleansCalls.Hosting;

/// <summary>Connects this front-end to the cluster: with a silo of its own, or as a client.</summary>
public static class ClusterSetup
{
    private const string InProcessSetting = "Silo:InProcess";
    private const string ConnectionSetting = "Postgres";

    /// <summary>
    /// Runs a silo in this process if <c>Silo:InProcess</c> says so, or says nothing and there is no database to find other silos in; else
    /// becomes a client of the cluster.
    /// </summary>
    public static WebApplicationBuilder AddCluster(this WebApplicationBuilder builder)
    {
        var connection = builder.Configuration.GetConnectionString(ConnectionSetting);
        var inProcess = builder.Configuration.GetValue(InProcessSetting, defaultValue: string.IsNullOrEmpty(connection));
        builder.Configuration[InProcessSetting] = inProcess.ToString();
        if (inProcess)
            builder.AddCallsSilo();
        else if (string.IsNullOrEmpty(connection))
            throw new DatabaseStartException(
                "ConnectionStrings:Postgres is required when Silo:InProcess is false: the cluster is found there.");
        else
            Connect(builder, connection);
        return builder;
    }

    private static void Connect(WebApplicationBuilder builder, string connection)
    {
        builder.Services.AddCallsOptions();
        builder.Services.AddCallsPersistence(builder.Configuration);
        builder.Services.AddStartGuards(isSilo: false);
        builder.AddClient(client => Configure(client, builder.Configuration, connection));
    }

    private static void Configure(IClientBuilder client, IConfiguration configuration, string connection)
    {
        client.Configure<ClusterOptions>(options =>
        {
            options.ClusterId = configuration["Orleans:ClusterId"] ?? "calls";
            options.ServiceId = configuration["Orleans:ServiceId"] ?? "calls";
        });
        client.AddTimings(configuration).AddTls(configuration).AddErrors().AddActivityPropagation();
        client.UseAdoNetClustering(options =>
        {
            options.Invariant = "Npgsql";
            options.ConnectionString = connection;
        });
        client.UseConnectionRetryFilter<ClusterRetry>();
    }

    /// <summary>Takes the client's start out of the process's.</summary>
    private static void AddClient(this WebApplicationBuilder builder, Action<IClientBuilder> configure)
    {
        var services = builder.Services;
        var before = services.ToHashSet();
        builder.UseOrleansClient(configure);
        var client = services.Where(service => service.ServiceType == typeof(IHostedService) && !before.Contains(service)).ToList();
        foreach (var part in client)
            services.Remove(part);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ClusterConnection>(
            provider, (IReadOnlyList<IHostedService>)[.. client.Select(part => (IHostedService)Make(part, provider))]));
        services.AddHostedService(provider => provider.GetRequiredService<ClusterConnection>());
    }

    private static object Make(ServiceDescriptor service, IServiceProvider provider) =>
        service.ImplementationInstance
        ?? service.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!);
}
