using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.Calls;
using OrleansCalls.Http;
using OrleansCalls.People;
using OrleansCalls.Sessions;

namespace OrleansCalls.Presence;

/// <summary>Presence for clients without a socket.</summary>
public static class PresenceEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapPresence(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/status").RequireSignIn().WithTags("Presence");
        group.MapPost("/heartbeat", Heartbeat).WithName("heartbeat").Limited(RateKind.Upkeep).WithSummary("A device is there");
        group.MapGet("/user/{id}", Status).WithName("getStatus").Refuses(404).WithSummary("What a person is doing");
        group.MapPost("/update", Update).WithName("setStatus").Limited(RateKind.Command).WithSummary("Chooses a status");
    }

    private static async Task<Results<NoContent, Refused>> Heartbeat(
        HeartbeatRequest request, ClaimsPrincipal caller, IGrainFactory grains, CommandRepeater repeater, CallGateway calls)
    {
        var userId = caller.UserId();
        var attendance = await repeater.Run(() => Grain(grains, userId).Heartbeat(request.DeviceId!, frontEnd: null));
        if (attendance.Refusal is { } refusal)
            return new Refused(refusal);
        if (attendance.LiveCallId is { } callId)
            await calls.Execute(callId, new Heartbeat(new Leg(userId, request.DeviceId)));
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<PresenceView>, Refused>> Status(
        string id, ClaimsPrincipal caller, IUserDirectory users, PresenceReader presence)
    {
        var mayKnow = id == caller.UserId() || (Input.IsId(id) && (await users.FilterCallable(caller.UserId(), [id])).Contains(id));
        return mayKnow ? TypedResults.Ok(await presence.Read(id)) : new Refused(Refusal.UserNotFound);
    }

    private static async Task<Results<Ok<PresenceView>, Refused>> Update(
        StatusRequest request, ClaimsPrincipal caller, IGrainFactory grains, CommandRepeater repeater, PresenceReader presence)
    {
        var userId = caller.UserId();
        return await repeater.Run(() => Grain(grains, userId).SetStatus(request.Status!.Value)) is { } refusal
            ? new Refused(refusal)
            : TypedResults.Ok(await presence.Read(userId));
    }

    private static IUserPresenceGrain Grain(IGrainFactory grains, string userId) =>
        grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(userId));
}
