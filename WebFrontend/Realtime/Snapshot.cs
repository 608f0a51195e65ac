using OrleansCalls.Calls;
using OrleansCalls.People;

namespace OrleansCalls.Realtime;

/// <summary>Where a user stands, whole.</summary>
/// <param name="Me">The user.</param>
/// <param name="Call">The call that the user is in or that rings.</param>
/// <param name="Unseen">Unseen missed calls.</param>
/// <param name="ServerTime">The cluster's time, so that a client's own clock does not matter to a countdown.</param>
/// <param name="Settings">Settings for clients.</param>
public sealed record Snapshot(UserBody Me, CallView? Call, int Unseen, DateTimeOffset ServerTime, ClientSettings Settings);

/// <summary>The settings that clients need.</summary>
/// <param name="HeartbeatSeconds">How often to send a heartbeat.</param>
/// <param name="ReconnectGraceSeconds">How long lost media may take to come back.</param>
public sealed record ClientSettings(double HeartbeatSeconds, double ReconnectGraceSeconds)
{
    /// <summary>As the settings say.</summary>
    public static ClientSettings From(CallsOptions options) =>
        new(options.HeartbeatInterval.TotalSeconds, options.ReconnectGrace.TotalSeconds);
}

/// <summary>A front-end is about to stop.</summary>
/// <param name="AfterMs">Open another connection after a random part of this time, in milliseconds.</param>
public sealed record ReconnectNotice(int AfterMs);
