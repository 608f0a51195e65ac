using Microsoft.Extensions.Options;

namespace OrleansCalls.Sessions;

/// <summary>Refuses wrong settings of section <c>SignIn</c> by their names.</summary>
public sealed class SignInOptionsValidator : IValidateOptions<SignInOptions>
{
    public ValidateOptionsResult Validate(string? name, SignInOptions options)
    {
        var faults = new List<string>();
        Require(options.MaxFailures is >= 1 and <= 1_000, "SignIn:MaxFailures must be between 1 and 1000.");
        Require(options.MaxFailuresPerAddress is >= 1 and <= 1_000_000, "SignIn:MaxFailuresPerAddress must be between 1 and 1000000.");
        Require(options.Window >= TimeSpan.FromSeconds(1) && options.Window <= TimeSpan.FromDays(1), "SignIn:Window must be between 1 second and 1 day.");
        Require(
            options.DeviceLifetime >= TimeSpan.FromMinutes(1) && options.DeviceLifetime <= TimeSpan.FromDays(400),
            "SignIn:DeviceLifetime must be between 1 minute and 400 days.");
        Require(options.DevicesPerPerson is >= 1 and <= 100, "SignIn:DevicesPerPerson must be between 1 and 100.");
        Require(
            options.SessionLifetime >= TimeSpan.FromSeconds(1) && options.SessionLifetime <= TimeSpan.FromDays(90),
            "SignIn:SessionLifetime must be between 1 second and 90 days.");
        Require(options.SessionsPerPerson is >= 1 and <= 10_000, "SignIn:SessionsPerPerson must be between 1 and 10000.");
        Require(
            options.UseInterval >= TimeSpan.FromSeconds(1) && options.UseInterval <= TimeSpan.FromDays(1),
            "SignIn:UseInterval must be between 1 second and 1 day.");
        Require(
            options.RecheckAfter >= TimeSpan.Zero && options.RecheckAfter <= TimeSpan.FromSeconds(4),
            "SignIn:RecheckAfter must be between 0 and 4 seconds.");
        Require(options.PasswordIterations is >= 1_000 and <= 10_000_000, "SignIn:PasswordIterations must be between 1000 and 10000000.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Require(bool holds, string sentence)
        {
            if (!holds)
                faults.Add(sentence);
        }
    }
}
