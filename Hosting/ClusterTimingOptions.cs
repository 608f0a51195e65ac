using System.ComponentModel.DataAnnotations;

namespace OrleansCalls.Hosting;

/// <summary>
/// The settings of section <c>Cluster</c>: how soon processes give each other up. Use the same ones throughout a cluster.
/// </summary>
/// <remarks>
/// A killed silo is out after about <see cref="ProbeTimeout"/> × <see cref="MissedProbes"/>. Shorter, and a long garbage collection looks
/// like a death; longer, and people stare at a call whose buttons do nothing. docs/faults.md has the measurements.
/// </remarks>
public sealed class ClusterTimingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cluster";

    /// <summary>How often a silo probes another, and how long it waits for the answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:30")]
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many probes in a row must be missed before a silo is suspected.</summary>
    [Range(2, 20)]
    public int MissedProbes { get; set; } = 3;

    /// <summary>How many silos must suspect another to evict it; all of them, where there are fewer.</summary>
    [Range(1, 5)]
    public int Votes { get; set; } = 2;

    /// <summary>
    /// How often a silo records that it is alive. Others ignore one that missed three, so that a cluster killed as a whole can restart.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan AliveInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the membership table is read anyway, in case gossip was lost.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan TableInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the rows of dead silos are kept, for looking into what happened.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan DeadSiloAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a call between processes may take. Longer than the database's time-out, so that its error arrives.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>
    /// How long opening a connection may take. Probes have their own limit, so this one can allow for a machine busy starting processes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:30")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often front-ends look for new silos, and for dead ones that never closed their connections.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan GatewayInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How far this machine's clock may be off the database's. Beyond it a process does not start; a running one warns.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxClockSkew { get; set; } = TimeSpan.FromSeconds(30);
}
