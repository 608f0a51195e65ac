using System.Collections.Immutable;

namespace OrleansCalls.Sessions;

/// <summary>One's own sessions, the newest first.</summary>
public sealed record SessionItems(ImmutableArray<SessionItem> Items);

/// <summary>One of them.</summary>
/// <param name="Id">To end it with; nobody can use a session by it.</param>
/// <param name="CreatedAt">When it was signed in.</param>
/// <param name="LastUsedAt">When it was used last; at another front-end, up to <see cref="SignInOptions.UseInterval"/> later.</param>
/// <param name="ExpiresAt">Until when it holds.</param>
/// <param name="DeviceId">The device whose connection used it last.</param>
/// <param name="UserAgent">What the client called itself at the sign-in.</param>
/// <param name="Current">Whether it is the one that asks.</param>
public sealed record SessionItem(
    string Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastUsedAt,
    DateTimeOffset ExpiresAt,
    string? DeviceId,
    string? UserAgent,
    bool Current);
