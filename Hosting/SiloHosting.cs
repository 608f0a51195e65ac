using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using OrleansCalls.Calls;
using OrleansCalls.Operations;
using OrleansCalls.Persistence;
using OrleansCalls.Settings;
using OrleansCalls.Start;
using OrleansCalls.Tls;

namespace OrleansCalls.Hosting;

/// <summary>Makes a host a silo of the call cluster.</summary>
public static class SiloHosting
{
    /// <summary>Adds everything: settings, database, grains, and the silo itself.</summary>
    public static IHostApplicationBuilder AddCallsSilo(this IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.Services.AddCallsOptions();
        builder.Services.AddCallsPersistence(configuration);
        builder.Services.AddStartGuards(isSilo: true);
        var silo = configuration.GetSection(CallsSiloOptions.Section).Get<CallsSiloOptions>() ?? new CallsSiloOptions();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = silo.ShutdownTimeout);
        builder.UseOrleans(orleans => orleans.AddCalls(configuration).AddTls(configuration).AddMembership(configuration, silo));
        builder.Services.AddHostedService<OverdueCalls>();
        builder.Services.AddProcessPart<SiloPart>();
        builder.Services.AddHostedService<ActivationGauge>();
        return builder;
    }

    /// <summary>Adds grains and their storage to a silo that is otherwise set up, such as that of a test.</summary>
    public static ISiloBuilder AddCalls(this ISiloBuilder silo, IConfiguration configuration)
    {
        silo.Services.AddCallGrains();
        return silo.AddCallsStorage(configuration).AddTimings(configuration).AddErrors().AddLimits().AddActivityPropagation();
    }

    /// <summary>Binds and checks the settings of calls and silos.</summary>
    public static IServiceCollection AddCallsOptions(this IServiceCollection services)
    {
        services.AddHostedService<SettingsCheck>();
        services.AddSettings<CallsOptions>(CallsOptions.Section);
        services.AddSettings<CallsSiloOptions>(CallsSiloOptions.Section);
        services.AddSettings<ClusterTimingOptions>(ClusterTimingOptions.Section);
        return services.AddTlsOptions();
    }

    private static ISiloBuilder AddMembership(this ISiloBuilder silo, IConfiguration configuration, CallsSiloOptions options)
    {
        var clusterId = configuration["Orleans:ClusterId"] ?? "calls";
        var serviceId = configuration["Orleans:ServiceId"] ?? "calls";
        if (options.InProcess)
            return silo.UseLocalhostClustering(options.Port, options.GatewayPort, primarySiloEndpoint: null, serviceId, clusterId);
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (clusterId, serviceId));
        silo.AddEndpoints(options);
        silo.AddFailureDetection(configuration);
        return silo.UseAdoNetClustering(clustering =>
        {
            clustering.Invariant = "Npgsql";
            clustering.ConnectionString = configuration.GetConnectionString("Postgres")
                ?? throw new InvalidOperationException("A silo finds the others in the database: set ConnectionStrings:Postgres.");
        });
    }

    private static void AddEndpoints(this ISiloBuilder silo, CallsSiloOptions options)
    {
        // Anything else is refused when the settings are checked.
        if (IPAddress.TryParse(options.AdvertisedAddress, out var advertised))
            silo.ConfigureEndpoints(advertised, options.Port, options.GatewayPort);
        else
            silo.ConfigureEndpoints(options.Port, options.GatewayPort);
        if (options.ListenAddress is null && options.ListenPort is null && options.ListenGatewayPort is null)
            return;
        silo.Configure<EndpointOptions>(endpoints =>
        {
            var address = IPAddress.TryParse(options.ListenAddress, out var listen) ? listen : endpoints.AdvertisedIPAddress!;
            endpoints.SiloListeningEndpoint = new(address, options.ListenPort ?? options.Port);
            endpoints.GatewayListeningEndpoint = new(address, options.ListenGatewayPort ?? options.GatewayPort);
        });
    }

    /// <summary>How much one grain may queue, and how long idle grains stay.</summary>
    private static ISiloBuilder AddLimits(this ISiloBuilder silo)
    {
        // A grain that is called faster than it works must not fill the silo's memory.
        silo.Configure<SiloMessagingOptions>(messaging => messaging.MaxEnqueuedRequestsHardLimit = 20_000);
        // Ended calls are asked for again within moments; people come back within minutes.
        silo.Configure<GrainCollectionOptions>(collection =>
        {
            collection.CollectionQuantum = TimeSpan.FromSeconds(30);
            collection.CollectionAge = TimeSpan.FromMinutes(10);
        });
        return silo;
    }
}
