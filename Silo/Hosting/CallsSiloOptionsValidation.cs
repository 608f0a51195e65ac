using Microsoft.Extensions.Options;

namespace OrleansCalls.Hosting;

/// <summary>Checks section <c>Silo</c>: each failure is a sentence that names the setting.</summary>
public sealed class CallsSiloOptionsValidation : IValidateOptions<CallsSiloOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CallsSiloOptions options)
    {
        var failures = new List<string>();
        if (options.Port is < 1 or > 65535)
            failures.Add($"Silo:Port is {options.Port}; it must be from 1 to 65535.");
        if (options.GatewayPort is < 1 or > 65535)
            failures.Add($"Silo:GatewayPort is {options.GatewayPort}; it must be from 1 to 65535.");
        if (options.Port == options.GatewayPort)
            failures.Add($"Silo:Port and Silo:GatewayPort are both {options.Port}; they must differ.");
        if (options.ShutdownTimeout < TimeSpan.FromSeconds(1) || options.ShutdownTimeout > TimeSpan.FromMinutes(10))
            failures.Add($"Silo:ShutdownTimeout is {options.ShutdownTimeout}; it must be from 00:00:01 to 00:10:00.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
