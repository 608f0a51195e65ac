using System.ComponentModel.DataAnnotations;
using OrleansCalls.Http;

namespace OrleansCalls.Sessions;

/// <summary>Signs in with a local account.</summary>
public sealed record LoginRequest([property: Required] string? Username, [property: Required] string? Password) : ICheckedRequest
{
    public Refusal? Check() => Input.CheckText("username", Username, 200, required: true)
        ?? (string.IsNullOrEmpty(Password) || Password.Length > Passwords.MaxLength
            ? Input.Invalid("password", $"is required and at most {Passwords.MaxLength} characters long.") : null);
}
