using System.ComponentModel.DataAnnotations;
using OrleansCalls.Administration;
using OrleansCalls.Http;

namespace OrleansCalls.Sessions;

/// <summary>Changes one's own password.</summary>
/// <param name="Current">The present password.</param>
/// <param name="New">The new one.</param>
public sealed record PasswordChange([property: Required] string? Current, [property: Required] string? New) : ICheckedRequest
{
    public Refusal? Check() =>
        (string.IsNullOrEmpty(Current) || Current.Length > Passwords.MaxLength
            ? Input.Invalid("current", $"is required and at most {Passwords.MaxLength} characters long.") : null)
        ?? (New is null ? Input.Invalid("new", "is required.") : UserFields.CheckPassword("new", New));
}
