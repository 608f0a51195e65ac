using System.ComponentModel.DataAnnotations;

namespace OrleansCalls.Realtime;

/// <summary>The settings of section <c>Admission</c>: how clients are let in when many come at once.</summary>
public sealed class AdmissionOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Admission";

    /// <summary>How many clients may be connecting at once.</summary>
    [Range(1, 10_000)]
    public int AtOnce { get; set; } = 64;

    /// <summary>How many may wait for that; any more are told to come back.</summary>
    [Range(0, 1_000_000)]
    public int QueueLimit { get; set; } = 20_000;

    /// <summary>
    /// How many connections one person may have open to a front-end, silent ones too. Twice <see cref="CallsOptions.DevicesPerPerson"/>, so
    /// that those a lost network left behind do not keep the new ones out.
    /// </summary>
    [Range(1, 10_000)]
    public int SocketsPerPerson { get; set; } = 100;

    /// <summary>
    /// How many people the lists of one person, to be told of their presence, may name in a second; ten times as many after a pause.
    /// </summary>
    [Range(50, 1_000_000)]
    public int WatchedPerSecond { get; set; } = 500;

    /// <summary>How long an open connection may take to shake hands.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How many connections the operating system keeps until they are accepted, if its own limit (Linux: net.core.somaxconn) allows as
    /// many. What comes beyond is lost without a word and tries again after 1, 3 and 7 s.
    /// </summary>
    [Range(1, 65_535)]
    public int Backlog { get; set; } = 65_535;
}
