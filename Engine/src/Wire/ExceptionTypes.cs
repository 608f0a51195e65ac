using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.Runtime.Wire;

/// <summary>Finds types of exceptions by name in loaded assemblies; a name never loads an assembly.</summary>
internal static class ExceptionTypes
{
    private static readonly ConcurrentDictionary<(string, string), Type> Known = new();

    public static Type? Find(string name, string assemblyName)
    {
        if (Known.TryGetValue((name, assemblyName), out var known))
            return known;
        // The name of a generic type contains names of assemblies.
        if (name.AsSpan().IndexOfAny('[', ',') >= 0)
            return null;

        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies().Where(assembly => IsNamed(assembly, assemblyName)))
        {
            if (assembly.GetType(name, throwOnError: false) is { IsAbstract: false, ContainsGenericParameters: false } type
                && typeof(Exception).IsAssignableFrom(type))
                return Known.GetOrAdd((name, assemblyName), type);
        }

        return null;
    }

    private static bool IsNamed(Assembly assembly, string name) =>
        string.Equals(assembly.GetName().Name, name, StringComparison.Ordinal);
}
