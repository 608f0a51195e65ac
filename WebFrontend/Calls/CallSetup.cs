using OrleansCalls.Presence;

namespace OrleansCalls.Calls;

/// <summary>Registers what is between HTTP, hub and grains.</summary>
public static class CallSetup
{
    /// <summary>Adds the way to calls, and presence.</summary>
    public static IServiceCollection AddCalls(this IServiceCollection services)
    {
        services.AddSingleton<CommandRepeater>();
        services.AddSingleton<CallGateway>();
        services.AddSingleton<LegRates>();
        services.AddSingleton<ActiveCall>();
        services.AddSingleton<PresenceReader>();
        return services;
    }
}
