namespace OrleansCalls;

/// <summary>The time that all processes agree on: the database's, so that no process's own clock matters.</summary>
public interface IClusterClock
{
    /// <summary>Now, in UTC.</summary>
    DateTimeOffset Now { get; }
}
