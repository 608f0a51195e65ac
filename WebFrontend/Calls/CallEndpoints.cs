using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using OrleansCalls.Http;
using OrleansCalls.Sessions;

namespace OrleansCalls.Calls;

/// <summary>Commands on calls, and the calls there are.</summary>
public static class CallEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapCalls(this IEndpointRouteBuilder routes)
    {
        var signalLimit = RequestLimit.ForSignals(routes.ServiceProvider.GetRequiredService<IOptions<CallsOptions>>().Value);
        var group = routes.MapGroup("/api/call").RequireSignIn().WithTags("Calls");
        var commands = group.MapGroup("").Limited(RateKind.Command);
        commands.MapPost("/initiate", Initiate).WithName("initiateCall").Refuses(404, 409).WithSummary("Calls a person");
        commands.MapCommand("/answer", leg => new Answer(leg)).WithName("answerCall").Refuses(404)
            .WithSummary("Answers; the first answer wins");
        commands.MapCommand("/join", leg => new Join(leg)).WithName("joinCall").Refuses(404)
            .WithSummary("Comes in, or brings one's call to this device");
        commands.MapCommand("/reject", leg => new Reject(leg)).WithName("rejectCall").Refuses(404).WithSummary("Declines on all devices");
        commands.MapCommand("/hangup", leg => new HangUp(leg)).WithName("hangUpCall").Refuses(404, 409)
            .WithSummary("Cancels, declines or ends");
        group.MapGet("/status", Status).WithName("getCall").Refuses(404).WithSummary("A call as it now is");
        group.MapGet("/active", Active).WithName("getActiveCall").WithSummary("The caller's live call");
        group.MapPost("/signal", Signal).WithName("sendSignal").Refuses(404, 409).Limited(RateKind.Signal).WithMetadata(signalLimit)
            .WithSummary("Relays a WebRTC signal");
        group.MapGet("/signals", Signals).WithName("listSignals").Refuses(404, 409).WithSummary("Signals for clients without a socket");
    }

    private static async Task<Results<Ok<CallView>, Refused>> Initiate(
        InitiateRequest request, ClaimsPrincipal caller, CallGateway calls) =>
        Answered(await calls.Initiate(new Leg(caller.UserId(), request.DeviceId), request));

    private static RouteHandlerBuilder MapCommand(this IEndpointRouteBuilder routes, string path, Func<Leg, LegCommand> command) =>
        routes.MapPost(
        path,
        async Task<Results<Ok<CallView>, Refused>> (CallRequest request, ClaimsPrincipal caller, CallGateway calls) =>
            Answered(await calls.Execute(request.CallId, command(new Leg(caller.UserId(), request.DeviceId)))));

    private static async Task<Results<Ok<CallView>, Refused>> Status(
        [Required] string? callId, ClaimsPrincipal caller, CallGateway calls) => callId is null
        ? new Refused(Input.Invalid("callId", "is required."))
        : Answered(await calls.Get(caller.UserId(), callId));

    private static async Task<Results<Ok<CallView>, NoContent, Refused>> Active(ClaimsPrincipal caller, ActiveCall active) =>
        await active.Of(caller.UserId()) is { } call ? TypedResults.Ok(call) : TypedResults.NoContent();

    private static async Task<Results<Accepted, Refused>> Signal(SignalRequest request, ClaimsPrincipal caller, CallGateway calls) =>
        await calls.Signal(new Leg(caller.UserId(), request.DeviceId), request) is { } refusal
            ? new Refused(refusal)
            : TypedResults.Accepted((string?)null);

    private static async Task<Results<Ok<SignalItems>, Refused>> Signals(
        [Required] string? callId, long? after, string? deviceId, ClaimsPrincipal caller, CallGateway calls)
    {
        if (callId is null)
            return new Refused(Input.Invalid("callId", "is required."));
        if (Input.CheckDevice(deviceId) is { } malformed)
            return new Refused(malformed);
        var page = await calls.Signals(new Leg(caller.UserId(), deviceId), callId, Math.Max(0, after ?? 0));
        return page.Refusal is { } refusal ? new Refused(refusal) : TypedResults.Ok(new SignalItems(page.Items, page.Next));
    }

    private static Results<Ok<CallView>, Refused> Answered(CallResult result) =>
        result.Call is { } call ? TypedResults.Ok(call) : new Refused(result.Refusal ?? Outage.Refusal);
}
