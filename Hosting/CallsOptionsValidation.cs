using Microsoft.Extensions.Options;

namespace OrleansCalls.Hosting;

/// <summary>Checks section <c>Calls</c>: each failure is a sentence that names the setting.</summary>
public sealed class CallsOptionsValidation : IValidateOptions<CallsOptions>
{
    public ValidateOptionsResult Validate(string? name, CallsOptions options)
    {
        var failures = new List<string>();
        Time(nameof(options.RingTimeout), options.RingTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Time(nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Time(nameof(options.ReconnectGrace), options.ReconnectGrace, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        Time(nameof(options.AbsenceLimit), options.AbsenceLimit, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Time(nameof(options.ReloadGrace), options.ReloadGrace, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Time(nameof(options.ReservationLifetime), options.ReservationLifetime, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));
        Time(nameof(options.OverdueInterval), options.OverdueInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        Time(nameof(options.HeartbeatInterval), options.HeartbeatInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        Time(nameof(options.MaxDuration), options.MaxDuration, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
        Time(nameof(options.LedgerRetention), options.LedgerRetention, TimeSpan.FromHours(1), TimeSpan.FromDays(3650));
        Time(nameof(options.ReportInterval), options.ReportInterval, TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(1));
        Time("RateLimit:Window", options.RateLimit.Window, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Count(nameof(options.HeartbeatMisses), options.HeartbeatMisses, 1, 100);
        Count(nameof(options.DevicesPerPerson), options.DevicesPerPerson, 1, 10_000);
        Count(nameof(options.KeptSignals), options.KeptSignals, 16, 10_000);
        Count(nameof(options.KeptSignalBytes), options.KeptSignalBytes, 64 * 1024, 64 * 1024 * 1024);
        Count(nameof(options.MaxSignalBytes), options.MaxSignalBytes, 1024, 1024 * 1024);
        Count(nameof(options.SignalsPerSecond), options.SignalsPerSecond, 1, 10_000);
        Count(nameof(options.CommandsPerSecond), options.CommandsPerSecond, 1, 10_000);
        Count(nameof(options.LedgerLinesPerCall), options.LedgerLinesPerCall, 1, 10_000);
        Count(nameof(options.LedgerLinesPerMinute), options.LedgerLinesPerMinute, 1, 1_000_000);
        Count("RateLimit:Permits", options.RateLimit.Permits, 1, 1_000_000);
        if (options.AbsenceLimit <= options.HeartbeatInterval)
            failures.Add("Calls:AbsenceLimit must be longer than Calls:HeartbeatInterval, or every call is dropped between two heartbeats.");
        if (options.KeptSignalBytes < options.MaxSignalBytes)
            failures.Add("Calls:KeptSignalBytes must not be less than Calls:MaxSignalBytes, or the largest signal finds no room.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Time(string setting, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
                failures.Add($"Calls:{setting} is {value}; it must be from {least} to {most}.");
        }

        void Count(string setting, int value, int least, int most)
        {
            if (value < least || value > most)
                failures.Add($"Calls:{setting} is {value}; it must be from {least} to {most}.");
        }
    }
}
