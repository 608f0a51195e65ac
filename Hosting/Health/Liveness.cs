namespace OrleansCalls.Health;

/// <summary>Marks the liveness end-point, which is answered whatever else is down.</summary>
public sealed class Liveness
{
    private Liveness()
    {
    }

    /// <summary>The mark.</summary>
    public static Liveness Mark { get; } = new();
}
