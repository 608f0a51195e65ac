using Microsoft.Extensions.Options;

namespace OrleansCalls.Administration;

/// <summary>Adds the administration of people.</summary>
public static class AdministrationSetup
{
    /// <summary>Adds it, and the first administrator that the settings may name.</summary>
    public static IServiceCollection AddAdministration(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<UserAdministration>();
        services.AddSingleton<IValidateOptions<FirstAdministratorOptions>, FirstAdministratorValidation>();
        services.AddOptions<FirstAdministratorOptions>().Bind(configuration.GetSection(FirstAdministratorOptions.Section)).ValidateOnStart();
        services.AddHostedService<FirstAdministrator>();
        return services;
    }
}
