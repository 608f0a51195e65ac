using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OrleansCalls.Hosting;
using OrleansCalls.Persistence;

namespace OrleansCalls.Start;

/// <summary>Adds what is checked before a process joins its cluster.</summary>
public static class StartSetup
{
    /// <summary>Adds the guards; those of the database only if persistence has been added with one.</summary>
    public static IServiceCollection AddStartGuards(this IServiceCollection services, bool isSilo)
    {
        services.AddSingleton<IStartGuard>(provider => new PortGuard(
            provider.GetRequiredService<IConfiguration>(),
            provider.GetRequiredService<IOptions<CallsSiloOptions>>(),
            provider.GetRequiredService<IOptions<EndpointOptions>>(),
            isSilo));
        services.AddHostedService<StartGuards>();
        if (services.All(service => service.ServiceType != typeof(DatabaseClock)))
            return services;
        services.AddSingleton<ClockGuard>();
        services.AddSingleton<IStartGuard>(provider => provider.GetRequiredService<ClockGuard>());
        services.AddHostedService(provider => provider.GetRequiredService<ClockGuard>());
        services.AddSingleton<IStartGuard, SecretGuard>();
        return services;
    }
}
