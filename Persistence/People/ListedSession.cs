namespace OrleansCalls.People;

/// <summary>A session as its owner sees it.</summary>
/// <param name="Id">As <see cref="Session.ListedId"/>.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">When it was used last, as far as that was noted.</param>
/// <param name="ExpiresAt">Until when it holds.</param>
/// <param name="DeviceId">The device whose connection used it last.</param>
/// <param name="UserAgent">The client's user agent.</param>
public sealed record ListedSession(
    string Id, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt, string? DeviceId, string? UserAgent);
