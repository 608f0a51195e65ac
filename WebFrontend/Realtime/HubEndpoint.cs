using Microsoft.AspNetCore.SignalR;

namespace OrleansCalls.Realtime;

/// <summary>
/// Tells requests for the hub from others by what routing found: a guard that looked at the path would miss its other spellings.
/// </summary>
public static class HubEndpoint
{
    /// <summary>Whether routing chose one of the hub's end-points: the negotiation or the connection itself.</summary>
    public static bool IsForHub(this HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is not null;
}
