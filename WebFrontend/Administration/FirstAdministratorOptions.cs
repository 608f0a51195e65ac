using System.ComponentModel.DataAnnotations;
using OrleansCalls.People;

namespace OrleansCalls.Administration;

/// <summary>
/// The settings of section <c>FirstAdministrator</c>: an account that is made when the database has no users, so that somebody can make the others.
/// </summary>
public sealed class FirstAdministratorOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "FirstAdministrator";

    /// <summary>The name to sign in with; nothing is made without one.</summary>
    public string? Username { get; set; }

    /// <summary>The password, 8 characters or more. To be changed, and taken out of the settings, after the first sign-in.</summary>
    public string? Password { get; set; }

    /// <summary>The organisation, if the administrator is to belong to one.</summary>
    public string? Organisation { get; set; }

    /// <summary>The account to make, or null.</summary>
    internal NewUser? ToUser() => string.IsNullOrEmpty(Username) ? null : new(Username, Password ?? "", Username, null, UserRole.Admin, Organisation, null);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        ToUser()?.Check(Section + ":") is { } refusal ? [new(refusal.Message)] : [];
}
