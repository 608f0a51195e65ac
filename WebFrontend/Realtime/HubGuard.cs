using Microsoft.AspNetCore.SignalR;
using OrleansCalls.Calls;
using OrleansCalls.Http;
using OrleansCalls.Sessions;

namespace OrleansCalls.Realtime;

/// <summary>
/// Checks session and rate before every command, turns results into what the client is answered, and an outage into words.
/// </summary>
public sealed partial class HubGuard(
    SessionCache sessions, SessionUses uses, LegRates rates, RefusalTally tally, HubMetrics metrics, ILogger<HubGuard> logger) : IHubFilter
{
    private static readonly Refusal SignedOut = new(RefusalCodes.Unauthenticated, "The session has ended.");

    // No method takes null, and the serializer does not see to arguments.
    private static readonly Refusal Null = new(RefusalCodes.Invalid, "an argument is null.");

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var context = invocationContext.Context;
        using var timing = metrics.Time(invocationContext.HubMethodName);
        var answer = await Answer(invocationContext, next) switch
        {
            CallResult result => result.Call ?? (object)(result.Refusal ?? Outage.Refusal),
            var other => other,
        };
        if (answer is not Refusal refusal)
            return answer;
        tally.Count(refusal.Code, context.User.UserId());
        return new HubRefusal(invocationContext.HubMethodName, refusal);
    }

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        try
        {
            await next(context);
            uses.Note(context.Context.User.Session().SignedIn.Session, CallsHub.ConnectionOf(context.Context)?.DeviceId);
        }
        catch (HubException refused)
        {
            tally.Count(HubRefusal.CodeOf(refused), context.Context.User.UserId());
            throw;
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            // Closed without a word, as if the network had failed: the client comes back.
            LogUnavailable(exception, nameof(OnConnectedAsync));
            context.Context.Abort();
        }
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        try
        {
            await next(context, exception);
        }
        catch (Exception outage) when (Outage.Is(outage))
        {
            // Leases expire by themselves.
            LogUnavailable(outage, nameof(OnDisconnectedAsync));
        }
    }

    private async ValueTask<object?> Answer(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var session = invocation.Context.User.Session().SignedIn.Session;
        var connection = CallsHub.ConnectionOf(invocation.Context);
        if (connection is not null && rates.Take(connection.Leg, KindOf(invocation.HubMethodName)) is { } tooFast)
            return tooFast;
        try
        {
            using var turn = connection is null ? null : await connection.Turn(invocation.HubMethodName);
            if (await sessions.Find(session.Id) is null)
            {
                connection?.Close(sessionOver: true);
                return SignedOut;
            }

            uses.Note(session);
            if (invocation.HubMethodArguments.Contains(null))
                return Null;
            var answer = next(invocation);
            // A signal is in line by now.
            if (invocation.HubMethodName == nameof(CallsHub.Signal))
                turn?.Dispose();
            return await answer;
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            LogUnavailable(exception, invocation.HubMethodName);
            return Outage.Refusal;
        }
        catch (OperationCanceledException) when (invocation.Context.ConnectionAborted.IsCancellationRequested)
        {
            // Nobody is there to answer.
            return null;
        }
    }

    private static RateKind KindOf(string method) => method switch
    {
        nameof(CallsHub.Signal) => RateKind.Signal,
        nameof(CallsHub.Heartbeat) or nameof(CallsHub.Resume) or nameof(CallsHub.Watch) => RateKind.Upkeep,
        _ => RateKind.Command,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} could not be served")]
    private partial void LogUnavailable(Exception exception, string method);
}
