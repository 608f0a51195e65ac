using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.Http;
using OrleansCalls.People;
using OrleansCalls.Realtime;

namespace OrleansCalls.Sessions;

/// <summary>Sign-in, sign-out and who is signed in.</summary>
public static class SignInEndpoints
{
    /// <summary>The path of sign-in and what belongs to it.</summary>
    public const string Group = "/api/auth";

    /// <summary>Maps the routes.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        // A new sign-in replaces the session, and needs no proof of the old one.
        routes.MapPost(Group + "/login", Login).DisableAntiforgery().AddEndpointFilter<CheckRequest>()
            .WithName("login").Refuses(401, 429).WithTags("Sessions").WithSummary("Signs in with a local account");

        var group = routes.MapGroup("/api").RequireSignIn().WithTags("Sessions");
        group.MapPost("/auth/logout", Logout).WithName("logout").WithSummary("Ends the session and closes its connections");
        group.MapGet("/me", Me).WithName("getMe").WithSummary("Who is signed in");
    }

    private static async Task<Results<Ok<LoginAnswer>, Refused>> Login(
        LoginRequest request, SignIn signIn, SessionCache sessions, ConnectionRegistry connections, HttpContext http)
    {
        var (opened, refusal) = await signIn.Open(request.Username!, request.Password!, Visitor.Of(http));
        if (opened is null)
            return new Refused(refusal!);

        // The browser is about to lose the cookie of its present session, which nobody could end after that.
        if (SessionCookies.SessionId(http.Request) is { } id && await sessions.Find(id) is { Session: var former })
            await Close(former, signIn, connections);
        SessionCookies.Append(http, opened.Token, opened.Session.ExpiresAt);
        DeviceCookie.Append(http, opened.Device);
        var lifetime = opened.Session.ExpiresAt - opened.Session.CreatedAt;
        return TypedResults.Ok(new LoginAnswer(opened.Token, (long)lifetime.TotalSeconds, UserBody.From(opened.User)));
    }

    private static async Task<NoContent> Logout(ClaimsPrincipal principal, SignIn signIn, ConnectionRegistry connections, HttpContext http)
    {
        await Close(principal.Session().SignedIn.Session, signIn, connections);
        SessionCookies.Delete(http);
        return TypedResults.NoContent();
    }

    private static async Task Close(Session session, SignIn signIn, ConnectionRegistry connections)
    {
        await signIn.Close(session);
        connections.CloseSessions(session.UserId, other => other.Id == session.Id);
    }

    private static Ok<UserBody> Me(ClaimsPrincipal principal, HttpContext http)
    {
        // A page reloaded after losing its antiforgery cookie gets it back here.
        var session = principal.Session();
        if (session.ByCookie)
            SessionCookies.Append(http, session.Token, session.SignedIn.Session.ExpiresAt);
        return TypedResults.Ok(UserBody.From(session.SignedIn.User));
    }
}
