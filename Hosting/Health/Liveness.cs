namespace OrleansCalls.Health;

/// <summary>Marks the end-point that says whether the process lives: it is answered whatever else is away.</summary>
public sealed class Liveness
{
    private Liveness()
    {
    }

    /// <summary>The mark.</summary>
    public static Liveness Mark { get; } = new();
}
