using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OrleansCalls.Settings;

/// <summary>Binds a section of the configuration to its class.</summary>
public static class SettingsSetup
{
    /// <summary>Binds it, and has a wrong value stop the start.</summary>
    public static OptionsBuilder<T> AddSettings<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddSingleton<IValidateOptions<T>>(provider => new SettingsValidator<T>(section, provider));
        return services.AddOptions<T>().BindConfiguration(section).ValidateOnStart();
    }

    /// <summary>Whether a property of this type holds settings of its own.</summary>
    public static bool IsGroup(Type type) => type.IsClass && type.Namespace!.StartsWith("OrleansCalls", StringComparison.Ordinal);
}
