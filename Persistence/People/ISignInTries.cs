namespace OrleansCalls.People;

/// <summary>
/// Counts tries to sign in for the whole cluster, beyond the life of its processes. A try is taken before the password is checked,
/// so that guesses sent at once get no more tries than guesses sent one by one.
/// </summary>
public interface ISignInTries
{
    /// <summary>How long to wait until each of these has a try left; null if all do. Takes nothing.</summary>
    Task<TimeSpan?> Wait(IReadOnlyCollection<TryLimit> limits, DateTimeOffset now);

    /// <summary>Takes a try from each, or from none if one has none left.</summary>
    /// <returns>Null when they were taken, else how long to wait.</returns>
    Task<TimeSpan?> Take(IReadOnlyCollection<TryLimit> limits, DateTimeOffset now);

    /// <summary>Gives back the tries that were taken at <paramref name="takenAt"/>, with those before it where the limit says so.</summary>
    Task Succeeded(IReadOnlyCollection<TryLimit> limits, DateTimeOffset takenAt);

    /// <summary>Removes what no longer counts.</summary>
    Task Trim(DateTimeOffset now);
}
