namespace Orleans.Runtime;

/// <summary>The activation whose turn runs on this thread.</summary>
internal static class RuntimeContext
{
    [ThreadStatic]
    private static IGrainContext? _current;

    /// <summary>The activation, or null outside of any turn.</summary>
    public static IGrainContext? Current
    {
        get => _current;
        set => _current = value;
    }
}
