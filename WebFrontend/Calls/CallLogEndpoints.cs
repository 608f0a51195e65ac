using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.Http;
using OrleansCalls.Presence;
using OrleansCalls.Sessions;

namespace OrleansCalls.Calls;

/// <summary>Calls that are over: missed ones and the history.</summary>
public static class CallLogEndpoints
{
    private const int MaxPage = 100;
    private const int DefaultPage = 20;
    private const int MissedShown = 100;

    /// <summary>Maps the routes.</summary>
    public static void MapCallLog(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/call").RequireSignIn().WithTags("Call log");
        group.MapGet("/missed", Missed).WithName("listMissedCalls").Compress().WithSummary("Missed calls and how many are unseen");
        group.MapPost("/mark-seen/{callId}", MarkSeen).WithName("markCallSeen").Refuses(404).Limited(RateKind.Command)
            .WithSummary("Marks one missed call as seen");
        group.MapPost("/mark-seen", MarkAllSeen).WithName("markAllCallsSeen").Limited(RateKind.Command)
            .WithSummary("Marks all missed calls as seen");
        group.MapGet("/history", History).WithName("listCallHistory").Compress().WithSummary("Calls in both directions, newest first");
    }

    private static async Task<Ok<MissedItems>> Missed(ClaimsPrincipal caller, ICallIndex index)
    {
        var missed = await index.ReadMissed(caller.UserId(), MissedShown);
        var unseen = await index.CountUnseen(caller.UserId());
        return TypedResults.Ok(new MissedItems(
            [.. missed.Select(item => item.Call)],
            unseen,
            [.. missed.Where(item => !item.Seen).Select(item => item.Call.CallId)]));
    }

    private static async Task<Results<NoContent, Refused>> MarkSeen(
        string callId, ClaimsPrincipal caller, ICallIndex index, IGrainFactory grains)
    {
        if (!CallId.IsValid(callId) || !await index.MarkSeen(caller.UserId(), callId))
            return new Refused(Refusal.CallNotFound);
        await TellDevices(caller, grains);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> MarkAllSeen(ClaimsPrincipal caller, ICallIndex index, IGrainFactory grains)
    {
        await index.MarkSeen(caller.UserId(), callId: null);
        await TellDevices(caller, grains);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<CallItems>, Refused>> History(
        string? cursor, [Range(1, MaxPage)] int? limit, [AllowedValues("all", "incoming", "outgoing", "missed")] string? filter,
        ClaimsPrincipal caller, ICallIndex index)
    {
        if ((Input.CheckLimit(limit, MaxPage) ?? Input.CheckQuery("cursor", cursor)) is { } refusal)
            return new Refused(refusal);
        if (!TryFilter(filter, out var wanted))
            return new Refused(Input.Invalid("filter", "must be all, incoming, outgoing or missed."));
        try
        {
            var page = await index.ReadHistory(caller.UserId(), cursor, limit ?? DefaultPage, wanted);
            return TypedResults.Ok(new CallItems(page.Items, page.Next));
        }
        catch (FormatException)
        {
            return new Refused(Input.Invalid("cursor", "is not one of ours."));
        }
    }

    private static bool TryFilter(string? text, out HistoryFilter filter)
    {
        filter = HistoryFilter.All;
        return text is null || (Enum.TryParse(text, ignoreCase: true, out filter) && text == filter.ToString().ToLowerInvariant());
    }

    private static Task TellDevices(ClaimsPrincipal caller, IGrainFactory grains) =>
        grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(caller.UserId())).RefreshMissed();
}
