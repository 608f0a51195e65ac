using System.Collections.Immutable;

namespace OrleansCalls.Sessions;

/// <summary>One's own sessions, the newest first.</summary>
public sealed record SessionItems(ImmutableArray<SessionItem> Items);

/// <summary>One of them.</summary>
/// <param name="Id">For ending it; it cannot be used to sign in.</param>
/// <param name="CreatedAt">When somebody signed in.</param>
/// <param name="LastUsedAt">When it was last used; at other front-ends, up to <see cref="SignInOptions.UseInterval"/> late.</param>
/// <param name="ExpiresAt">When it expires.</param>
/// <param name="DeviceId">The device that last used it.</param>
/// <param name="UserAgent">The client's user agent at sign-in.</param>
/// <param name="Current">Whether it is the one asking.</param>
public sealed record SessionItem(
    string Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastUsedAt,
    DateTimeOffset ExpiresAt,
    string? DeviceId,
    string? UserAgent,
    bool Current);
