using Microsoft.Extensions.Options;

namespace OrleansCalls.Administration;

/// <summary>Refuses wrong settings of section <c>FirstAdministrator</c> by their names.</summary>
public sealed class FirstAdministratorValidation : IValidateOptions<FirstAdministratorOptions>
{
    public ValidateOptionsResult Validate(string? name, FirstAdministratorOptions options) =>
        options.ToUser()?.Check(FirstAdministratorOptions.Section + ":") is { } refusal
            ? ValidateOptionsResult.Fail(refusal.Message)
            : ValidateOptionsResult.Success;
}
