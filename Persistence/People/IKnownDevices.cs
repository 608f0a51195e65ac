namespace OrleansCalls.People;

/// <summary>Browsers that somebody has signed in from, each known by a random token of its own.</summary>
public interface IKnownDevices
{
    /// <summary>
    /// The one of these tokens with which the account of this user name was signed in to before; null if there is none, or no such account.
    /// </summary>
    Task<string?> Find(string username, IReadOnlyCollection<string> tokens, DateTimeOffset now);

    /// <summary>Keeps a device, and forgets those that have expired.</summary>
    /// <param name="device">The device, which replaces <paramref name="replaced"/>.</param>
    /// <param name="replaced">The token that it had before.</param>
    /// <param name="keep">How many a user may have; those that expire first are forgotten. 1 or more.</param>
    /// <param name="now">The time.</param>
    Task Remember(KnownDevice device, string? replaced, int keep, DateTimeOffset now);
}

/// <summary>A browser that somebody has signed in from.</summary>
public sealed record KnownDevice(string Token, string UserId, DateTimeOffset ExpiresAt);
