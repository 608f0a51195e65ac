using System.Text;
using Microsoft.Extensions.Options;
using OrleansCalls.Http;

namespace OrleansCalls.Calls;

/// <summary>The one way from HTTP and hub to the call grains: checks the form, and repeats what may be repeated.</summary>
public sealed partial class CallGateway(
    IGrainFactory grains, CommandRepeater repeater, IOptions<CallsOptions> options, ILogger<CallGateway> logger)
{
    private static readonly Refusal CannotSignal =
        new(RefusalCodes.Unavailable, "The signal could not be relayed; send it again.", TimeSpan.FromSeconds(1));

    /// <summary>
    /// Calls somebody. If they are calling at this moment, that call is answered instead; if the two are in a call, it is superseded.
    /// </summary>
    public async Task<CallResult> Initiate(Leg caller, InitiateRequest request)
    {
        if (request.Check() is { } refusal)
            return refusal;
        if (request.CalleeId == caller.UserId)
            return Input.Invalid("calleeId", "nobody can call themself.");
        if (!Input.IsId(request.CalleeId))
            return Refusal.UserNotFound;

        var callId = request.CallId ?? CallId.New();
        var command = new InitiateCall(caller, [request.CalleeId!], request.Media!.Value);
        return await Guarded(() => repeater.Run(() => Initiate(callId, command)));
    }

    /// <summary>Gives a call somebody's command.</summary>
    public Task<CallResult> Execute(string? callId, LegCommand command) => Ask(callId, call => call.Execute(command));

    /// <summary>The call as it is.</summary>
    public Task<CallResult> Get(string userId, string? callId) => Ask(callId, call => call.Get(userId));

    /// <summary>Relays a signal; null when it was taken.</summary>
    public async Task<Refusal?> Signal(Leg from, SignalRequest request) => WhyNot(request) ?? (await Signal(from, [request]))[0];

    /// <summary>Why a signal cannot be relayed, whatever its call says; null when nothing is wrong with it.</summary>
    public Refusal? WhyNot(SignalRequest request)
    {
        if (request.Check() is { } refusal)
            return refusal;
        if (Encoding.UTF8.GetByteCount(request.Payload!) > options.Value.MaxSignalBytes)
            return new Refusal(RefusalCodes.TooLarge, $"payload: is larger than {options.Value.MaxSignalBytes} bytes.", Field: "payload");
        return CallId.IsValid(request.CallId) ? null : Refusal.CallNotFound;
    }

    /// <summary>
    /// Relays signals of one call that <see cref="WhyNot"/> has nothing against. Not repeated: the cluster may have relayed them without
    /// saying so.
    /// </summary>
    public async Task<IReadOnlyList<Refusal?>> Signal(Leg from, IReadOnlyList<SignalRequest> requests)
    {
        try
        {
            return await Grain(requests[0].CallId!).Signal([.. requests.Select(request => new SendSignal(
                from, request.To, request.Type!.Value, request.Payload!, request.Generation ?? 0))]);
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            LogUnavailable(exception);
            return [.. requests.Select(_ => CannotSignal)];
        }
    }

    /// <summary>The signals kept for a leg.</summary>
    public async Task<SignalPage> Signals(Leg leg, string? callId, long after) => CallId.IsValid(callId)
        ? await repeater.Run(() => Grain(callId!).Signals(leg, after))
        : new SignalPage([], after, Refusal.CallNotFound);

    // What cannot be an id is not a call, and must not wake a grain.
    private Task<CallResult> Ask(string? callId, Func<ICallGrain, Task<CallResult>> question) => CallId.IsValid(callId)
        ? Guarded(() => repeater.Run(() => question(Grain(callId!))))
        : Task.FromResult<CallResult>(Refusal.CallNotFound);

    private async Task<CallResult> Initiate(string callId, InitiateCall command)
    {
        var result = await CallRounds.Run(
            callId, command.Caller, () => Grain(callId).Initiate(command), (id, toOther) => Grain(id).Execute(toOther));
        if (result is null)
            LogUndecided(callId);
        return result ?? Outage.Refusal;
    }

    private async Task<CallResult> Guarded(Func<Task<CallResult>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            LogUnavailable(exception);
            return Outage.Refusal;
        }
    }

    private ICallGrain Grain(string callId) => grains.GetGrain<ICallGrain>(GrainKeys.Call(callId));

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call command got no answer in time")]
    private partial void LogUnavailable(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {CallId} was crossed by others again and again")]
    private partial void LogUndecided(string callId);
}
