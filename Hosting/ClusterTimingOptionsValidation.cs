using Microsoft.Extensions.Options;

namespace OrleansCalls.Hosting;

/// <summary>Checks section <c>Cluster</c>: each failure is a sentence that names the setting.</summary>
public sealed class ClusterTimingOptionsValidation : IValidateOptions<ClusterTimingOptions>
{
    public ValidateOptionsResult Validate(string? name, ClusterTimingOptions options)
    {
        var failures = new List<string>();
        Check(nameof(options.ProbeTimeout), options.ProbeTimeout, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30));
        Check(nameof(options.MissedProbes), options.MissedProbes, 2, 20);
        Check(nameof(options.Votes), options.Votes, 1, 5);
        Check(nameof(options.AliveInterval), options.AliveInterval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        Check(nameof(options.TableInterval), options.TableInterval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        Check(nameof(options.DeadSiloAge), options.DeadSiloAge, TimeSpan.FromHours(1), TimeSpan.FromDays(365));
        Check(nameof(options.ResponseTimeout), options.ResponseTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Check(nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));
        Check(nameof(options.GatewayInterval), options.GatewayInterval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        Check(nameof(options.MaxClockSkew), options.MaxClockSkew, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check<T>(string setting, T value, T least, T most) where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
                failures.Add($"{ClusterTimingOptions.Section}:{setting} is {value}; it must be from {least} to {most}.");
        }
    }
}
