using System.Collections.Immutable;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>One try of a password, and what it counts for.</summary>
public sealed class PasswordTry(ISignInTries tries, IClusterClock clock, ImmutableArray<TryLimit> limits)
{
    private DateTimeOffset _takenAt;

    /// <summary>Null, or the refusal when there is no try left; takes none, and spares who has none the wait for a turn.</summary>
    public async Task<Refusal?> Check() => RefusalOf(await tries.Wait(limits, clock.Now));

    /// <summary>Takes the try, before the password is looked at; null, or the refusal when there is none left.</summary>
    public async Task<Refusal?> Take()
    {
        _takenAt = clock.Now;
        return RefusalOf(await tries.Take(limits, _takenAt));
    }

    /// <summary>The password was right: the try is given back.</summary>
    public Task Succeeded() => tries.Succeeded(limits, _takenAt);

    private static Refusal? RefusalOf(TimeSpan? wait) =>
        wait is null ? null : new Refusal(RefusalCodes.RateLimited, "Too many wrong passwords; wait before the next one.", wait);
}
