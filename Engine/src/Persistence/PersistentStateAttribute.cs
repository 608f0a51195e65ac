namespace Orleans.Runtime;

/// <summary>Names the state of an <see cref="IPersistentState{TState}"/> and the storage that keeps it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
{
    /// <summary>The state's name; the storage keys rows by it.</summary>
    public string StateName { get; } = stateName;

    /// <summary>The storage's name, or null for the default one.</summary>
    public string? StorageName { get; } = storageName;
}
