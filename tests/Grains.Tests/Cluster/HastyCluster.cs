namespace OrleansCalls.Cluster;

/// <summary>Everything runs out within a second or two: for tests of deadlines.</summary>
public sealed class HastyCluster : CallsCluster
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Calls:RingTimeout"] = "00:00:02",
        ["Calls:ConnectTimeout"] = "00:00:01",
        ["Calls:AbsenceLimit"] = "00:00:02",
        ["Calls:ReconnectGrace"] = "00:00:00.5",
        ["Calls:HeartbeatInterval"] = "00:00:00.5",
        ["Calls:HeartbeatMisses"] = "10",
        ["Calls:ReloadGrace"] = "00:00:00.3",
    };
}
