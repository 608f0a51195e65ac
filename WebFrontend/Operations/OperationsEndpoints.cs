using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.Calls;
using OrleansCalls.Http;
using OrleansCalls.People;
using OrleansCalls.Sessions;

namespace OrleansCalls.Operations;

/// <summary>What operators see and do (FEATURES K5, U7).</summary>
public static class OperationsEndpoints
{
    private const int DefaultPage = 50;
    private const int MaxPage = 200;
    private const int MaxFound = 500;
    private const int MaxLines = 1000;

    /// <summary>Maps the routes.</summary>
    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/admin").RequireSignIn(SessionSetup.AdminPolicy).WithTags("Operations");
        group.MapGet("/cluster", Cluster).WithName("getCluster").Compress().WithSummary("Silos, front-ends and live calls at a glance");
        group.MapGet("/rates", Rates).WithName("getRates").Compress().WithSummary("Calls and ring latencies by minute");
        group.MapGet("/calls", Calls).WithName("listLiveCalls").Compress().WithSummary("Live calls, newest first");
        group.MapGet("/calls/{callId}", Explain).WithName("explainCall").Refuses(404).Compress()
            .WithSummary("Explains a call: the call and every command to it");
        group.MapPost("/calls/{callId}/end", End).WithName("endCall").Refuses(404)
            .WithSummary("Ends a call: dropped when it is connected, else cancelled");
    }

    private static async Task<Ok<ClusterBody>> Cluster(ClusterReader cluster) => TypedResults.Ok(await cluster.Read());

    private static async Task<Results<Ok<RateItems>, Refused>> Rates(
        [Range(1, RingWindow.Minutes)] int? minutes, ICallStatistics statistics, ClusterReader cluster, IClusterClock clock)
    {
        if (minutes is < 1 or > RingWindow.Minutes)
            return new Refused(Input.Invalid("minutes", $"must be between 1 and {RingWindow.Minutes}."));
        var last = RingWindow.MinuteOf(clock.Now);
        var first = last.AddMinutes(1 - (minutes ?? RingWindow.Minutes));
        var rings = cluster.ReadRings();
        return TypedResults.Ok(RateItems.Of(first, last, await statistics.ReadRates(first), await rings));
    }

    private static async Task<Results<Ok<CallItems>, Refused>> Calls(
        [AllowedValues("ringing", "connecting", "connected")] string? state, string? search, string? cursor, [Range(1, MaxPage)] int? limit,
        ICallStatistics statistics, IAccountStore accounts)
    {
        if ((Input.CheckQuery("search", search) ?? Input.CheckQuery("cursor", cursor) ?? Input.CheckLimit(limit, MaxPage)) is { } refusal)
            return new Refused(refusal);
        if (!TryState(state, out var wanted))
            return new Refused(Input.Invalid("state", "must be ringing, connecting or connected."));
        try
        {
            var people = string.IsNullOrWhiteSpace(search)
                ? null
                : (await accounts.List(search, cursor: null, MaxFound)).Items.Select(user => user.Id).ToList();
            var page = await statistics.ReadLive(wanted, people, cursor, limit ?? DefaultPage);
            return TypedResults.Ok(new CallItems(page.Items, page.Next));
        }
        catch (FormatException)
        {
            return new Refused(Input.Invalid("cursor", "is not one of ours."));
        }
    }

    private static async Task<Results<Ok<ExplainedCall>, Refused>> Explain(
        string callId, ICallStatistics statistics, ICallLedger ledger, IUserDirectory users)
    {
        if (!CallId.IsValid(callId))
            return new Refused(Refusal.CallNotFound);
        var call = await statistics.Find(callId);
        var lines = await ledger.Read(call?.CallId ?? callId, MaxLines);
        if (call is null && lines.IsEmpty)
            return new Refused(Refusal.CallNotFound);
        var names = await Names(call, lines, users);
        return TypedResults.Ok(new ExplainedCall(callId, call, [.. lines.Select(line => Line(line, names))]));
    }

    private static async Task<Results<Ok<CallView>, Refused>> End(string callId, ClaimsPrincipal admin, CallGateway calls)
    {
        var result = await calls.Execute(callId, new ForceEnd(new Leg(admin.UserId(), DeviceId: null)));
        return result.Call is { } call ? TypedResults.Ok(call) : new Refused(result.Refusal ?? Outage.Refusal);
    }

    private static bool TryState(string? text, out CallState? state)
    {
        state = text switch
        {
            "ringing" => CallState.Ringing,
            "connecting" => CallState.Connecting,
            "connected" => CallState.Connected,
            _ => null,
        };
        return text is null || state is not null;
    }

    /// <summary>From the call's own record, and for those who are not part of it from the directory.</summary>
    private static async Task<Dictionary<string, string>> Names(CallView? call, ImmutableArray<LedgerEntry> lines, IUserDirectory users)
    {
        var names = (call?.Participants ?? []).ToDictionary(person => person.UserId, person => person.DisplayName, StringComparer.Ordinal);
        var others = lines.Select(line => line.UserId).OfType<string>().Where(id => !names.ContainsKey(id))
            .Distinct(StringComparer.Ordinal).ToList();
        foreach (var (user, _) in others.Count == 0 ? [] : await users.Find(others))
            names[user.Id] = user.DisplayName;
        return names;
    }

    private static LedgerLine Line(LedgerEntry line, Dictionary<string, string> names) => new(
        line.At,
        line.CallId,
        line.Command,
        line.Outcome,
        line.Code,
        line.UserId,
        line.UserId is { } id ? names.GetValueOrDefault(id) : null,
        line.DeviceId, line.Version, line.State, line.Silo, line.More > 0 ? line.More : null);
}
