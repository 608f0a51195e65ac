using System.Collections.Immutable;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>One try of a password, and the limits that it counts against.</summary>
public sealed class PasswordTry(ISignInTries tries, IClusterClock clock, ImmutableArray<TryLimit> limits)
{
    private DateTimeOffset _takenAt;

    /// <summary>Null, or a refusal if no try is left. Takes none; it saves waiting for a turn in vain.</summary>
    public async Task<Refusal?> Check() => RefusalOf(await tries.Wait(limits, clock.Now));

    /// <summary>Takes the try, before the password is checked; null, or a refusal if none is left.</summary>
    public async Task<Refusal?> Take()
    {
        _takenAt = clock.Now;
        return RefusalOf(await tries.Take(limits, _takenAt));
    }

    /// <summary>The password was right: returns the try.</summary>
    public Task Succeeded() => tries.Succeeded(limits, _takenAt);

    private static Refusal? RefusalOf(TimeSpan? wait) =>
        wait is null ? null : new Refusal(RefusalCodes.RateLimited, "Too many wrong passwords; wait before the next one.", wait);
}
