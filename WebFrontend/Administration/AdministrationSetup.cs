using OrleansCalls.Settings;

namespace OrleansCalls.Administration;

/// <summary>Adds the administration of people.</summary>
public static class AdministrationSetup
{
    /// <summary>Adds it, and the first administrator that the settings may name.</summary>
    public static IServiceCollection AddAdministration(this IServiceCollection services)
    {
        services.AddSingleton<UserAdministration>();
        services.AddSettings<FirstAdministratorOptions>(FirstAdministratorOptions.Section);
        services.AddHostedService<FirstAdministrator>();
        return services;
    }
}
