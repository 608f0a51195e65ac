using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansCalls.Http;

namespace OrleansCalls.Realtime;

/// <summary>Adds the hub and what stands behind it.</summary>
public static class RealtimeSetup
{
    /// <summary>Adds the hub, the connections, and the services that keep them right.</summary>
    public static IServiceCollection AddRealtime(this IServiceCollection services)
    {
        services.AddSingleton<ConnectionRegistry>();
        services.AddSingleton<WatchList>();
        services.AddSingleton<WatchAllowance>();
        services.AddSingleton<FrontEndObserver>();
        services.AddSingleton<FrontEndAddress>();
        services.AddSingleton<SnapshotReader>();
        services.AddSingleton<Heartbeats>();
        services.AddSingleton<HubGuard>();
        services.AddSingleton<HubMetrics>();
        services.AddSingleton<Drain>();
        services.AddSingleton<Admission>();
        services.AddHostedService<WatchRenewal>();
        services.AddHostedService<WatchRecheck>();
        services.AddHostedService<ConnectionSweep>();
        services.AddOptions<DrainOptions>().BindConfiguration(DrainOptions.Section)
            .Validate(options => options.Grace >= TimeSpan.Zero && options.Grace <= TimeSpan.FromSeconds(5), "Drain:Grace must be between 0 and 5 seconds.")
            .Validate(
                options => options.ReconnectWithin >= TimeSpan.Zero && options.ReconnectWithin <= TimeSpan.FromMinutes(1),
                "Drain:ReconnectWithin must be between 0 and 1 minute.")
            .ValidateOnStart();

        services.AddOptions<AdmissionOptions>().BindConfiguration(AdmissionOptions.Section)
            .Validate(options => options.AtOnce is >= 1 and <= 10_000, "Admission:AtOnce must be between 1 and 10,000.")
            .Validate(options => options.QueueLimit is >= 0 and <= 1_000_000, "Admission:QueueLimit must be between 0 and 1,000,000.")
            .Validate(options => options.SocketsPerPerson is >= 1 and <= 10_000, "Admission:SocketsPerPerson must be between 1 and 10,000.")
            .Validate(options => options.WatchedPerSecond is >= 50 and <= 1_000_000, "Admission:WatchedPerSecond must be between 50 and 1,000,000.")
            .Validate(
                options => options.HandshakeTimeout >= TimeSpan.FromSeconds(1) && options.HandshakeTimeout <= TimeSpan.FromMinutes(1),
                "Admission:HandshakeTimeout must be between 1 second and 1 minute.")
            .Validate(options => options.Backlog is >= 1 and <= 65_535, "Admission:Backlog must be between 1 and 65,535.")
            .ValidateOnStart();
        services.AddOptions<SocketTransportOptions>().Configure<IOptions<AdmissionOptions>>((sockets, admission) => sockets.Backlog = admission.Value.Backlog);

        services.AddSignalR(options => options.AddFilter<HubGuard>())
            .AddJsonProtocol(options => WireJson.Configure(options.PayloadSerializerOptions));
        services.AddOptions<HubOptions>().Configure<IOptions<CallsOptions>, IOptions<AdmissionOptions>>((hub, calls, admission) =>
        {
            hub.HandshakeTimeout = admission.Value.HandshakeTimeout;
            hub.MaximumReceiveMessageSize = RequestLimit.ForSignals(calls.Value).MaxRequestBodySize;
            hub.MaximumParallelInvocationsPerClient = 4;
        });
        services.RemoveAll<IHubProtocol>();
        services.AddSingleton<IHubProtocol>(provider =>
            new CallsProtocol(new JsonHubProtocol(provider.GetRequiredService<IOptions<JsonHubProtocolOptions>>())));
        return services;
    }

    /// <summary>Lets clients connect in turns; behind the guards, so that a turn is a person's, and who is refused takes none.</summary>
    public static void UseAdmission(this WebApplication app)
    {
        var admission = app.Services.GetRequiredService<Admission>();
        app.Use((context, next) => context.IsForHub() ? admission.Run(context, next) : next(context));
    }

    /// <summary>Maps the hub, and has the connections told before they are closed.</summary>
    public static void MapRealtime(this WebApplication app)
    {
        app.MapHub<CallsHub>(CallsHub.Path, options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.CloseOnAuthenticationExpiration = true;
        }).DisableAntiforgery(); // Its WebSocket takes no header of ours; OriginGuard stands in.

        // What is registered last is called first; SignalR registered its closing of all sockets when the hub was mapped.
        app.Lifetime.ApplicationStopping.Register(app.Services.GetRequiredService<Drain>().Begin);
    }
}
