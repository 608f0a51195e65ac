using System.ComponentModel.DataAnnotations;

namespace OrleansCalls.Hosting;

/// <summary>The settings of section <c>Cluster</c>: how soon processes give each other up. The same for all silos and front-ends of a cluster.</summary>
/// <remarks>
/// A silo that was killed is out after about <see cref="ProbeTimeout"/> × <see cref="MissedProbes"/>. Shorter, and a long garbage collection looks like
/// a death; longer, and people look at a call whose buttons do nothing. docs/faults.md has what was measured.
/// </remarks>
public sealed class ClusterTimingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cluster";

    /// <summary>How often a silo probes another, and how long it waits for the answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:30")]
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many probes in a row are missed before a silo is suspected.</summary>
    [Range(2, 20)]
    public int MissedProbes { get; set; } = 3;

    /// <summary>How many silos have to suspect another before it is out; with fewer silos than that, all of them.</summary>
    [Range(1, 5)]
    public int Votes { get; set; } = 2;

    /// <summary>
    /// How often a silo writes that it lives. Who missed three is passed over by others, which is how a cluster that was killed as a whole starts again.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan AliveInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the table of members is read without a cause, by those whom gossip did not reach.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan TableInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the rows of dead silos are kept for those who look into what happened.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan DeadSiloAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a call between processes may take. Longer than the database's time-out, so that its answer is heard.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>
    /// How long the opening of a connection may take. Probes have a limit of their own, so that this one may suit a machine that is busy while processes start.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:30")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often front-ends look for silos that are new, or are dead without having closed their connections.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan GatewayInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How far this machine's clock may be from the database's: a process that is farther off does not start, and one that runs warns.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxClockSkew { get; set; } = TimeSpan.FromSeconds(30);
}
