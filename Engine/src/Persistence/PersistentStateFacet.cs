using System.Reflection;
using Orleans.Runtime.Activations;

namespace Orleans.Runtime.Persistence;

/// <summary>Makes the states that constructors of grains ask for.</summary>
internal static class PersistentStateFacet
{
    private static readonly MethodInfo Maker = typeof(PersistentStateFacet).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static Func<Activation, object> For(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            throw new OrleansConfigurationException($"Parameter {parameter.Name} of {parameter.Member.DeclaringType} has [PersistentState] and must be an IPersistentState<T>.");

        var attribute = parameter.GetCustomAttribute<PersistentStateAttribute>()!;
        var stateName = attribute.StateName is { Length: > 0 } given ? given : parameter.Name!;
        return Maker.MakeGenericMethod(type.GetGenericArguments()).CreateDelegate<Func<string, string?, Func<Activation, object>>>()(stateName, attribute.StorageName);
    }

    private static Func<Activation, object> Make<TState>(string stateName, string? storageName) =>
        activation => new PersistentState<TState>(stateName, activation, GrainStorages.Find(activation, storageName));
}
