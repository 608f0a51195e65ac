using OrleansCalls.Http;
using OrleansCalls.Sessions;

namespace OrleansCalls.Administration;

/// <summary>What a user's fields may contain.</summary>
public static class UserFields
{
    /// <summary>Null, or why a password is refused. It may be missing.</summary>
    public static Refusal? CheckPassword(string field, string? password) =>
        password is null or { Length: >= Passwords.MinLength and <= Passwords.MaxLength }
        ? null
        : Input.Invalid(field, $"must have {Passwords.MinLength} to {Passwords.MaxLength} characters.");

    /// <summary>Null, or why an e-mail address is refused. It may be missing.</summary>
    public static Refusal? CheckEmail(string field, string? email) => Input.CheckText(field, email, 254, required: false)
        ?? (string.IsNullOrEmpty(email) || email.Contains('@', StringComparison.Ordinal)
            ? null
            : Input.Invalid(field, "is not an e-mail address."));

    /// <summary>Null, or why a picture's address is refused: our pages show nothing that came unencrypted.</summary>
    public static Refusal? CheckAvatar(string field, string? url) => Input.CheckText(field, url, 1000, required: false)
        ?? (string.IsNullOrEmpty(url) || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps)
            ? null : Input.Invalid(field, "must be an https address."));

    /// <summary>The trimmed text, or null if nothing is left.</summary>
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
