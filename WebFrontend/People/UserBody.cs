namespace OrleansCalls.People;

/// <summary>A user, as others may see them.</summary>
public sealed record UserBody(string Id, string Username, string DisplayName, string? AvatarUrl, UserRole Role, string? Organisation)
{
    /// <summary>What of <paramref name="user"/> is shown.</summary>
    public static UserBody From(User user) => new(user.Id, user.Username, user.DisplayName, user.AvatarUrl, user.Role, user.Organisation);
}
