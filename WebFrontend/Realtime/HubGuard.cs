using Microsoft.AspNetCore.SignalR;
using OrleansCalls.Http;
using OrleansCalls.Sessions;

namespace OrleansCalls.Realtime;

/// <summary>Checks the session before every command, and turns an outage into words.</summary>
public sealed partial class HubGuard(SessionCache sessions, SessionUses uses, HubMetrics metrics, ILogger<HubGuard> logger) : IHubFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var session = invocationContext.Context.User.Session().SignedIn.Session;
        var connection = CallsHub.ConnectionOf(invocationContext.Context);
        using var timing = metrics.Time(invocationContext.HubMethodName);
        using var turn = connection is null ? null : await connection.Turn(invocationContext.HubMethodName);
        try
        {
            if (await sessions.Find(session.Id) is null)
            {
                connection?.Close(signedOut: true);
                throw HubRefusal.From(new Refusal(RefusalCodes.Unauthenticated, "The session has ended."));
            }

            uses.Note(session);

            // No method takes null, and the serializer does not see to arguments.
            if (invocationContext.HubMethodArguments.Any(argument => argument is null))
                throw HubRefusal.From(new Refusal(RefusalCodes.Invalid, "an argument is null."));
            return await next(invocationContext);
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            LogUnavailable(logger, exception, invocationContext.HubMethodName);
            throw HubRefusal.From(Outage.Refusal);
        }
    }

    /// <inheritdoc/>
    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        try
        {
            await next(context);
            uses.Note(context.Context.User.Session().SignedIn.Session, CallsHub.ConnectionOf(context.Context)?.DeviceId);
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            LogUnavailable(logger, exception, nameof(OnConnectedAsync));
            throw HubRefusal.From(Outage.Refusal);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} could not be served")]
    private static partial void LogUnavailable(ILogger logger, Exception exception, string method);
}
