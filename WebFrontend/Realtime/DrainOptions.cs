namespace OrleansCalls.Realtime;

/// <summary>The settings of section <c>Drain</c>.</summary>
public sealed class DrainOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Drain";

    /// <summary>How long connections may stay after they were told to go. 0 to 5 s.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Over how long clients spread their new connections. 0 to 1 min.</summary>
    public TimeSpan ReconnectWithin { get; set; } = TimeSpan.FromSeconds(1);
}
