using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansCalls.Http;
using OrleansCalls.Settings;
using OrleansCalls.Start;

namespace OrleansCalls.Realtime;

/// <summary>Registers the hub and what is behind it.</summary>
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
        services.AddSingleton<IRehearsal, HubRehearsal>();
        services.AddSingleton<HubMetrics>();
        services.AddSingleton<Drain>();
        services.AddSingleton<Admission>();
        services.AddHostedService<WatchRenewal>();
        services.AddHostedService<WatchRecheck>();
        services.AddHostedService<ConnectionSweep>();
        services.AddSettings<DrainOptions>(DrainOptions.Section);
        services.AddSettings<AdmissionOptions>(AdmissionOptions.Section);
        services.AddOptions<SocketTransportOptions>().Configure<IOptions<AdmissionOptions>>(
            (sockets, admission) => sockets.Backlog = admission.Value.Backlog);

        services.AddSignalR(options => options.AddFilter<HubGuard>())
            .AddJsonProtocol(options => WireJson.Configure(options.PayloadSerializerOptions));
        services.AddOptions<HubOptions>().Configure<IOptions<CallsOptions>, IOptions<AdmissionOptions>>((hub, calls, admission) =>
        {
            hub.HandshakeTimeout = admission.Value.HandshakeTimeout;
            hub.MaximumReceiveMessageSize = RequestLimit.ForSignals(calls.Value).MaxRequestBodySize;
            hub.MaximumParallelInvocationsPerClient = 4;
        });
        services.AddSingleton<HubLifetimeManager<CallsHub>, HubSocket.Lifetime>();
        services.RemoveAll<IHubProtocol>();
        services.AddSingleton<IHubProtocol>(provider =>
            new CallsProtocol(new JsonHubProtocol(provider.GetRequiredService<IOptions<JsonHubProtocolOptions>>())));
        return services;
    }

    /// <summary>Lets clients connect in turns; behind the guards, so that a turn is a person's, and those refused take none.</summary>
    public static void UseAdmission(this WebApplication app)
    {
        var admission = app.Services.GetRequiredService<Admission>();
        app.Use((context, next) => context.IsForHub() ? admission.Run(context, next) : next(context));
    }

    /// <summary>Maps the hub, and sees that connections are told before they are closed.</summary>
    public static void MapRealtime(this WebApplication app)
    {
        app.MapHub<CallsHub>(CallsHub.Path, options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.CloseOnAuthenticationExpiration = true;
        }).DisableAntiforgery(); // Its WebSocket takes no header of ours; OriginGuard stands in.

        // The last registered is called first; SignalR registered closing all sockets when the hub was mapped.
        app.Lifetime.ApplicationStopping.Register(app.Services.GetRequiredService<Drain>().Begin);
    }
}
