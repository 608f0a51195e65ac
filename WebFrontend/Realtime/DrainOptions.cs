using System.ComponentModel.DataAnnotations;

namespace OrleansCalls.Realtime;

/// <summary>The settings of section <c>Drain</c>.</summary>
public sealed class DrainOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Drain";

    /// <summary>How long connections may stay after being told to go.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:05")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Over how long clients spread their new connections.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ReconnectWithin { get; set; } = TimeSpan.FromSeconds(1);
}
