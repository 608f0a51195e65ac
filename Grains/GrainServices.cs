using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Calls;
using OrleansCalls.Operations;
using OrleansCalls.People;
using OrleansCalls.Presence;

namespace OrleansCalls;

/// <summary>Registers what the grains need besides storage.</summary>
public static class GrainServices
{
    /// <summary>Adds the grains' own services.</summary>
    public static IServiceCollection AddCallGrains(this IServiceCollection services) => services
        .AddSingleton<PeopleCache>()
        .AddHostedService(services => services.GetRequiredService<PeopleCache>())
        .AddSingleton<RingWindow>()
        .AddSingleton<CallMetrics>()
        .AddSingleton<PresenceMetrics>();
}
