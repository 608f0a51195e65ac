namespace Orleans.Runtime;

/// <summary>Names the state of an <see cref="IPersistentState{TState}"/> and the storage that keeps it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute(string stateName, string storageName) : Attribute
{
    public string StateName { get; } = stateName;

    public string StorageName { get; } = storageName;
}
