using Microsoft.AspNetCore.SignalR;
using OrleansCalls.Calls;
using OrleansCalls.Http;

namespace OrleansCalls.Realtime;

/// <summary>How a refusal looks over the hub: <c>code: sentence</c>, and how long to wait where waiting helps.</summary>
public static class HubRefusal
{
    /// <summary>The exception for a refusal.</summary>
    public static HubException From(Refusal refusal) => new(
        refusal.RetryAfter is { } wait
            ? $"{refusal.Code}: {refusal.Message} retryAfter={Problems.Seconds(wait)}"
            : $"{refusal.Code}: {refusal.Message}");

    /// <summary>The call of a result.</summary>
    /// <exception cref="HubException">The refusal of it.</exception>
    public static CallView Call(CallResult result) => result.Call ?? throw From(result.Refusal ?? Outage.Refusal);
}
