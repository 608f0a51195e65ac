using OrleansCalls.Testing;

namespace OrleansCalls.Ice;

/// <summary>A test of a real relay; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TurnFactAttribute : FactAttribute
{
    /// <summary>Looks for coturn.</summary>
    public TurnFactAttribute()
    {
        if (!TurnServer.IsInstalled)
            Skip = "coturn is not installed here";
    }
}
