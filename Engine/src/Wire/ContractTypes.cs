using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Runtime.Manifest;

namespace Orleans.Runtime.Wire;

/// <summary>The types that may be named on the wire: those with [GenerateSerializer], by [Alias] or full name, and simple ones.</summary>
internal static class ContractTypes
{
    private static readonly Type[] Simple =
    [
        typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(float), typeof(double), typeof(decimal), typeof(char), typeof(Guid), typeof(Uri), typeof(byte[]),
        typeof(TimeSpan), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly),
        typeof(IdSpan), typeof(GrainType), typeof(GrainId), typeof(SiloAddress),
    ];

    private static readonly Lazy<Dictionary<string, Type>> LazyByName = new(Register);
    private static readonly Lazy<Dictionary<Type, string>> LazyNames =
        new(() => LazyByName.Value.ToDictionary(pair => pair.Value, pair => pair.Key));
    private static readonly ConcurrentDictionary<Type, Type[]> Families = new();

    public static Type? Find(string name) => LazyByName.Value.GetValueOrDefault(name);

    public static string? NameOf(Type type) => LazyNames.Value.GetValueOrDefault(type);

    /// <summary>The registered concrete types that derive from this one.</summary>
    public static Type[] Derived(Type type) =>
        Families.GetOrAdd(type, static parent => [.. LazyNames.Value.Keys.Where(one =>
            one != parent && !one.IsAbstract && !Simple.Contains(one) && parent.IsAssignableFrom(one))]);

    private static Dictionary<string, Type> Register()
    {
        var known = Simple.ToDictionary(type => type.FullName!, StringComparer.Ordinal);
        foreach (var type in GrainAssemblies.Types.Where(IsRegistered))
        {
            var name = type.GetCustomAttributes<AliasAttribute>(inherit: false).FirstOrDefault()?.Alias ?? type.FullName!;
            if (!known.TryAdd(name, type))
                throw new OrleansConfigurationException(
                    $"{known[name]} and {type} are both called \"{name}\" on the wire; give one of them another [Alias].");
        }

        return known;
    }

    private static bool IsRegistered(Type type) =>
        !type.ContainsGenericParameters && type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false);
}
