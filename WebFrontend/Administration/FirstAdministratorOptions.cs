using System.ComponentModel.DataAnnotations;
using OrleansCalls.People;

namespace OrleansCalls.Administration;

/// <summary>
/// The settings of section <c>FirstAdministrator</c>: an account for a database without users, so that somebody can create the others.
/// </summary>
public sealed class FirstAdministratorOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "FirstAdministrator";

    /// <summary>The name to sign in with; without one no account is created.</summary>
    public string? Username { get; set; }

    /// <summary>The password, 8 characters or more. Change it, and remove it here, after the first sign-in.</summary>
    public string? Password { get; set; }

    /// <summary>The administrator's organisation, if any.</summary>
    public string? Organisation { get; set; }

    /// <summary>The account to create, or null.</summary>
    internal NewUser? ToUser() => string.IsNullOrEmpty(Username)
        ? null
        : new(Username, Password ?? "", Username, Email: null, UserRole.Admin, Organisation, AvatarUrl: null);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        ToUser()?.Check(Section + ":") is { } refusal ? [new(refusal.Message)] : [];
}
