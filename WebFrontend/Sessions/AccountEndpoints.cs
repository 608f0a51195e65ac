using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.Http;
using OrleansCalls.People;
using OrleansCalls.Realtime;

namespace OrleansCalls.Sessions;

/// <summary>One's own password and sessions.</summary>
public static class AccountEndpoints
{
    private static readonly Refusal NoSession = new(RefusalCodes.NotFound, "There is no such session.");

    /// <summary>Maps the routes.</summary>
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(SignInEndpoints.Group).RequireSignIn().WithTags("Sessions");
        group.MapPost("/password", ChangePassword).WithName("changePassword").Refuses(429)
            .WithSummary("Changes one's own password and ends one's other sessions");
        group.MapGet("/sessions", List).WithName("listSessions").WithSummary("One's own sessions");
        group.MapDelete("/sessions/{id}", End).WithName("endSession").Refuses(404)
            .WithSummary("Ends one of them and closes its connections");
    }

    private static async Task<Results<NoContent, Refused>> ChangePassword(
        PasswordChange change, ClaimsPrincipal principal, OwnPassword password, ConnectionRegistry connections, HttpContext http)
    {
        var session = principal.Session().SignedIn.Session;
        var (device, refusal) = await password.Change(session, change, Visitor.Of(http));
        if (device is null)
            return new Refused(refusal!);
        connections.CloseSessions(session.UserId, other => other.Id != session.Id);
        DeviceCookie.Append(http, device);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<SessionItems>> List(ClaimsPrincipal principal, ISessionStore sessions, SessionUses uses)
    {
        var current = principal.Session().SignedIn.Session;
        var lastUses = uses.LastUses(current.UserId);
        var listed = await sessions.List(current.UserId);
        return TypedResults.Ok(new SessionItems(ImmutableArray.CreateRange(listed, session => new SessionItem(
            session.Id,
            session.CreatedAt,
            lastUses.TryGetValue(session.Id, out var use) && use > session.LastUsedAt ? use : session.LastUsedAt,
            session.ExpiresAt,
            session.DeviceId,
            session.UserAgent,
            session.Id == current.ListedId))));
    }

    private static async Task<Results<NoContent, Refused>> End(
        string id, ClaimsPrincipal principal, ISessionStore sessions, SessionCache cache, ConnectionRegistry connections, HttpContext http)
    {
        var current = principal.Session();
        var userId = current.SignedIn.User.Id;
        if (!Input.IsId(id) || !await sessions.RevokeListed(userId, id))
            return new Refused(NoSession);
        cache.ForgetUser(userId);
        connections.CloseSessions(userId, session => session.ListedId == id);
        if (current.ByCookie && current.SignedIn.Session.ListedId == id)
            SessionCookies.Delete(http);
        return TypedResults.NoContent();
    }
}
