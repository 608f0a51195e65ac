using OrleansCalls.Cluster.Tests.History.Rules;

namespace OrleansCalls.Cluster.Tests.History;

/// <summary>
/// Finds what must never be, in the record of what was done and seen and in what the database has afterwards (FAULTS, first paragraph).
/// </summary>
public static class HistoryChecker
{
    /// <summary>Every violation; none when all is well.</summary>
    public static IReadOnlyList<Violation> Check(CallHistory history, Aftermath aftermath) =>
    [
        .. AcknowledgedIsKept.Find(history, aftermath),
        .. EndedIsFinal.Find(history, aftermath),
        .. VersionsAreTrue.Find(history),
        .. AppliedOnce.Find(history, aftermath),
        .. OneLiveCall.Find(aftermath),
        .. BusyHasACall.Find(history, aftermath),
        .. RingsEnd.Find(history, aftermath),
        .. NothingIsLeft.Find(aftermath),
        .. DurationsAgree.Find(history, aftermath),
    ];
}
