using OrleansCalls.People;

namespace OrleansCalls.Persistence.Tests.People;

/// <summary>Accounts to store.</summary>
internal static class Somebody
{
    /// <summary>An account; its id is its user name unless one is given.</summary>
    public static Account Named(
        string username,
        string? displayName = null,
        string? organisation = "acme",
        UserRole role = UserRole.User,
        bool disabled = false,
        string? email = null,
        string? id = null,
        string? passwordHash = "hash") => new(
            new User
            {
                Id = id ?? username,
                Username = username,
                DisplayName = displayName ?? username,
                Email = email,
                Role = role,
                Organisation = organisation,
                Disabled = disabled,
            },
            passwordHash);
}
