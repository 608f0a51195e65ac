namespace Orleans.Runtime;

/// <summary>Values that travel with calls, from caller to callee and onwards, never back.</summary>
public static class RequestContext
{
    private static readonly AsyncLocal<RequestValues?> Flow = new();

    /// <summary>The chain of calls that may come back into its grains, or <see cref="Guid.Empty"/>.</summary>
    public static Guid ReentrancyId
    {
        get => Flow.Value?.Reentrancy ?? Guid.Empty;
        set => Flow.Value = RequestValues.Create(Flow.Value?.Values, value);
    }

    internal static RequestValues? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }

    /// <summary>The value of that name, or null.</summary>
    public static object? Get(string key) => Flow.Value?.Values is { } values && values.TryGetValue(key, out var value) ? value : null;

    /// <summary>Gives calls from here on a value; what already runs keeps the old one.</summary>
    public static void Set(string key, object value)
    {
        var now = Flow.Value;
        var values = now?.Values is { } before ? new Dictionary<string, object>(before, StringComparer.Ordinal) : new(StringComparer.Ordinal);
        values[key] = value;
        Flow.Value = RequestValues.Create(values, now?.Reentrancy ?? Guid.Empty);
    }

    /// <summary>Takes a value away from calls from here on; says whether there was one.</summary>
    public static bool Remove(string key)
    {
        if (Flow.Value is not { Values: { } before } now || !before.ContainsKey(key))
            return false;

        var values = new Dictionary<string, object>(before, StringComparer.Ordinal);
        values.Remove(key);
        Flow.Value = RequestValues.Create(values, now.Reentrancy);
        return true;
    }

    /// <summary>Takes all values away.</summary>
    public static void Clear() => Flow.Value = null;

    /// <summary>Until disposed, calls made from here may come back into this grain while it waits for them.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var before = ReentrancyId;
        return new(before, before == Guid.Empty ? Guid.NewGuid() : before);
    }

    /// <summary>The time in which calls may, or may not, come back.</summary>
    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _before;
        private readonly Guid _during;

        /// <summary>Enters the section.</summary>
        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            _before = originalReentrancyId;
            _during = newReentrancyId;
            if (_during != _before)
                ReentrancyId = _during;
            if (_during != Guid.Empty)
                (RuntimeContext.Current as Activations.Activation)?.EnterReentrantSection(_during);
        }

        /// <summary>Leaves it.</summary>
        public void Dispose()
        {
            if (_during != Guid.Empty)
                (RuntimeContext.Current as Activations.Activation)?.LeaveReentrantSection(_during);
            if (_during != _before)
                ReentrancyId = _before;
        }
    }
}
