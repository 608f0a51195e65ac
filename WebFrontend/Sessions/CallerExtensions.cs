using System.Security.Claims;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>Reads who is signed in.</summary>
public static class CallerExtensions
{
    /// <summary>The session's principal, where a sign-in is required.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static SessionPrincipal Session(this ClaimsPrincipal? principal) =>
        principal as SessionPrincipal ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>The signed-in user.</summary>
    public static User User(this ClaimsPrincipal? principal) => principal.Session().SignedIn.User;

    /// <summary>The signed-in user's id.</summary>
    public static string UserId(this ClaimsPrincipal? principal) => principal.User().Id;
}
