using System.Runtime.CompilerServices;

namespace Orleans.Runtime.Persistence;

/// <summary>Creates the state of a grain that has none stored.</summary>
internal static class FreshState
{
    /// <summary>A new object, using the parameterless constructor if there is one.</summary>
    public static T Of<T>() =>
        typeof(T).IsValueType || typeof(T) == typeof(string) || typeof(T).IsAbstract ? default!
        : typeof(T).GetConstructor([]) is null ? (T)RuntimeHelpers.GetUninitializedObject(typeof(T))
        : Activator.CreateInstance<T>();
}
