using System.ComponentModel.DataAnnotations;
using OrleansCalls.Http;
using OrleansCalls.People;
using OrleansCalls.Sessions;

namespace OrleansCalls.Administration;

/// <summary>A user to create.</summary>
/// <param name="Username">To sign in with; unique regardless of case.</param>
/// <param name="Password">At least eight characters; without one the user cannot sign in here.</param>
/// <param name="DisplayName">The name to show.</param>
/// <param name="Email">Searchable, not shown.</param>
/// <param name="Role">User, agent or admin.</param>
/// <param name="Organisation">The organisation.</param>
/// <param name="AvatarUrl">The https address of a picture.</param>
public sealed record NewUser(
    [property: Required] string? Username,
    string? Password,
    [property: Required] string? DisplayName,
    string? Email,
    [property: Required] UserRole? Role,
    string? Organisation,
    string? AvatarUrl)
{
    /// <summary>Null, or what is wrong with it; fields are named after <paramref name="prefix"/>.</summary>
    public Refusal? Check(string prefix) =>
        Input.CheckText(prefix + "username", Username, 100, required: true)
        ?? UserFields.CheckPassword(prefix + "password", Password)
        ?? Input.CheckText(prefix + "displayName", DisplayName, 200, required: true)
        ?? UserFields.CheckEmail(prefix + "email", Email)
        ?? (Role is null ? Input.Invalid(prefix + "role", "is required: user, agent or admin.") : null)
        ?? Input.CheckText(prefix + "organisation", Organisation, 200, required: false)
        ?? UserFields.CheckAvatar(prefix + "avatarUrl", AvatarUrl);

    /// <summary>The user, with a new id.</summary>
    public User ToUser() => new()
    {
        Id = Guid.CreateVersion7().ToString("N"),
        Username = Username!.Trim(),
        DisplayName = DisplayName!.Trim(),
        Email = UserFields.OrNull(Email),
        Role = Role!.Value,
        Organisation = UserFields.OrNull(Organisation),
        AvatarUrl = UserFields.OrNull(AvatarUrl),
    };
}
