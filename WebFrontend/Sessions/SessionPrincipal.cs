using System.Security.Claims;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>Who a request or connection is made by, as the session says; nothing that a message says can change it.</summary>
public sealed class SessionPrincipal(SignedIn signedIn, string token, bool byCookie) : ClaimsPrincipal(IdentityOf(signedIn))
{
    /// <summary>The session and its user, as they were at the last check.</summary>
    public SignedIn SignedIn => signedIn;

    /// <summary>The token that was shown.</summary>
    public string Token => token;

    /// <summary>Whether a cookie signed it in, which a browser sends unasked.</summary>
    public bool ByCookie => byCookie;

    private static ClaimsIdentity IdentityOf(SignedIn signedIn) => new(
        [
            new Claim(ClaimTypes.NameIdentifier, signedIn.User.Id),
            new Claim(ClaimTypes.Name, signedIn.User.Username),
            new Claim(ClaimTypes.Role, signedIn.User.Role.ToString()),
        ],
        SessionAuthentication.Scheme);
}
