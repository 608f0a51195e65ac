namespace Orleans.Runtime;

/// <summary>The activation in whose turn this thread runs.</summary>
public static class RuntimeContext
{
    [ThreadStatic]
    private static IGrainContext? _current;

    /// <summary>The activation, or null outside of any turn.</summary>
    public static IGrainContext? Current
    {
        get => _current;
        internal set => _current = value;
    }
}
