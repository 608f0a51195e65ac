using OrleansCalls.Http;
using OrleansCalls.People;

namespace OrleansCalls.Administration;

/// <summary>Changes to a user. A field left out stays as it is; an empty text clears an optional one.</summary>
public sealed record UserChange(
    string? Username,
    string? Password,
    string? DisplayName,
    string? Email,
    UserRole? Role,
    string? Organisation,
    string? AvatarUrl,
    bool? Disabled)
    : ICheckedRequest
{
    public Refusal? Check() =>
        Input.CheckText("username", Username, 100, required: Username is not null)
        ?? UserFields.CheckPassword("password", Password)
        ?? Input.CheckText("displayName", DisplayName, 200, required: DisplayName is not null)
        ?? UserFields.CheckEmail("email", Email)
        ?? Input.CheckText("organisation", Organisation, 200, required: false)
        ?? UserFields.CheckAvatar("avatarUrl", AvatarUrl);

    /// <summary>The user with the change made.</summary>
    public User Apply(User user) => user with
    {
        Username = Username?.Trim() ?? user.Username,
        DisplayName = DisplayName?.Trim() ?? user.DisplayName,
        Email = Email is null ? user.Email : UserFields.OrNull(Email),
        Role = Role ?? user.Role,
        Organisation = Organisation is null ? user.Organisation : UserFields.OrNull(Organisation),
        AvatarUrl = AvatarUrl is null ? user.AvatarUrl : UserFields.OrNull(AvatarUrl),
        Disabled = Disabled ?? user.Disabled,
    };
}
