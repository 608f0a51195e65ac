using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace OrleansCalls.Settings;

/// <summary>
/// Checks settings by <see cref="RangeAttribute"/>, and by <see cref="IValidatableObject"/> where no range says it. Each fault is a
/// sentence that names the setting as operators write it, which the generated validators of .NET do not.
/// </summary>
/// <param name="section">The section of the configuration.</param>
/// <param name="services">For rules that ask for more than the settings, such as the time.</param>
public sealed class SettingsValidator<T>(string section, IServiceProvider? services = null) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var faults = Faults(section, options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(string path, object settings)
    {
        foreach (var property in settings.GetType().GetProperties().Where(property => property.CanWrite))
        {
            var (setting, value) = ($"{path}:{property.Name}", property.GetValue(settings));
            if (property.GetCustomAttribute<RangeAttribute>() is { } range && !range.IsValid(value))
                yield return FormattableString.Invariant($"{setting} is {value}; it must be from {range.Minimum} to {range.Maximum}.");
            foreach (var fault in value is not null && SettingsSetup.IsGroup(value.GetType()) ? Faults(setting, value) : [])
                yield return fault;
        }

        if (settings is not IValidatableObject rules)
            yield break;
        foreach (var fault in rules.Validate(new ValidationContext(settings, services, items: null)))
            yield return fault.ErrorMessage!;
    }
}
