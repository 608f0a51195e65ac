using OrleansCalls.Settings;

namespace OrleansCalls.Administration;

/// <summary>Adds the administration of people.</summary>
public static class AdministrationSetup
{
    /// <summary>Adds it, with the first administrator if the settings name one.</summary>
    public static IServiceCollection AddAdministration(this IServiceCollection services)
    {
        services.AddSingleton<UserAdministration>();
        services.AddSettings<FirstAdministratorOptions>(FirstAdministratorOptions.Section);
        services.AddHostedService<FirstAdministrator>();
        return services;
    }
}
