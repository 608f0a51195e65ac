using System.Security.Claims;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>Who makes a request or connection, as the session says; no message can change it.</summary>
public sealed class SessionPrincipal(SignedIn signedIn, string token, bool byCookie) : ClaimsPrincipal(IdentityOf(signedIn))
{
    /// <summary>The session and its user, as of the last check.</summary>
    public SignedIn SignedIn => signedIn;

    /// <summary>The token presented.</summary>
    public string Token => token;

    /// <summary>Whether it was signed in by cookie, which browsers send unasked.</summary>
    public bool ByCookie => byCookie;

    private static ClaimsIdentity IdentityOf(SignedIn signedIn) => new(
        [
            new Claim(ClaimTypes.NameIdentifier, signedIn.User.Id),
            new Claim(ClaimTypes.Name, signedIn.User.Username),
            new Claim(ClaimTypes.Role, signedIn.User.Role.ToString()),
        ],
        SessionAuthentication.Scheme);
}
