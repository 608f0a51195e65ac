namespace OrleansCalls.Cluster;

/// <summary>Nothing runs out by itself: for tests of what people do.</summary>
public sealed class PatientCluster : CallsCluster
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Calls:RingTimeout"] = "00:05:00",
        ["Calls:AbsenceLimit"] = "00:05:00",
        ["Calls:ConnectTimeout"] = "00:05:00",
        ["Calls:HeartbeatInterval"] = "00:02:00",
    };
}
