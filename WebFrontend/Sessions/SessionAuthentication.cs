using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OrleansCalls.Realtime;

namespace OrleansCalls.Sessions;

/// <summary>Finds the session of a request by bearer token, cookie or, for the hub, query.</summary>
public sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, SessionCache sessions,
    SessionUses uses)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public new const string Scheme = "Session";

    private const string BearerPrefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var (token, byCookie) = ReadToken();
        if (token is null)
            return AuthenticateResult.NoResult();
        if (token.Length != SessionToken.Length || await sessions.Find(SessionToken.SessionId(token)) is not { } signedIn)
            return AuthenticateResult.Fail("The session has ended.");

        uses.Note(signedIn.Session);

        // The hub closes a connection when its ticket expires.
        var properties = new AuthenticationProperties { ExpiresUtc = signedIn.Session.ExpiresAt };
        var ticket = new AuthenticationTicket(new SessionPrincipal(signedIn, token, byCookie), properties, Scheme);
        return AuthenticateResult.Success(ticket);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }

    private (string? Token, bool ByCookie) ReadToken()
    {
        string? header = Request.Headers.Authorization;
        if (header is not null && header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase))
            return (header[BearerPrefix.Length..].Trim(), false);
        if (Context.IsForHub() && Request.Query["access_token"] is [{ Length: > 0 } inQuery])
            return (inQuery, false);
        return (Request.Cookies[SessionCookies.Session], true);
    }
}
