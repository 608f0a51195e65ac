using Microsoft.Extensions.Options;

namespace OrleansCalls.Persistence;

/// <summary>Checks the ranges of <see cref="PersistenceOptions"/>.</summary>
internal sealed class PersistenceOptionsValidator : IValidateOptions<PersistenceOptions>
{
    public ValidateOptionsResult Validate(string? name, PersistenceOptions options)
    {
        var failures = new List<string>();
        Check(nameof(options.StartTimeout), options.StartTimeout, TimeSpan.Zero, TimeSpan.FromHours(1));
        Check(nameof(options.CommandTimeout), options.CommandTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Check(nameof(options.MaxConnections), options.MaxConnections, 4, 1000);
        Check(nameof(options.CommitLanes), options.CommitLanes, 1, 16);
        Check(nameof(options.CommitGroupSize), options.CommitGroupSize, 1, 1000);
        Check(nameof(options.CommitQueueLimit), options.CommitQueueLimit, 1, 1_000_000);
        Check(nameof(options.CommitPatience), options.CommitPatience, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Check(nameof(options.LedgerQueueLimit), options.LedgerQueueLimit, 1, 1_000_000);
        Check(nameof(options.ClockInterval), options.ClockInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Check(nameof(options.ProbeTimeout), options.ProbeTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check<T>(string setting, T value, T least, T most) where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
                failures.Add($"{PersistenceOptions.Section}:{setting} is {value}; it must be from {least} to {most}.");
        }
    }
}
