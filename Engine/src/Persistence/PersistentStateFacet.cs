using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Activations;
using Orleans.Storage;

namespace Orleans.Runtime.Persistence;

/// <summary>Creates the states that constructors of grains ask for.</summary>
internal static class PersistentStateFacet
{
    private const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Static;
    private static readonly MethodInfo Maker = typeof(PersistentStateFacet).GetMethod(nameof(Make), Hidden)!;

    public static Func<Activation, object> For(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            throw new OrleansConfigurationException(
                $"Parameter {parameter.Name} of {parameter.Member.DeclaringType} must be an IPersistentState<T>.");

        var attribute = parameter.GetCustomAttribute<PersistentStateAttribute>()!;
        var maker = Maker.MakeGenericMethod(type.GetGenericArguments()).CreateDelegate<Func<string, string, Func<Activation, object>>>();
        return maker(attribute.StateName, attribute.StorageName);
    }

    private static Func<Activation, object> Make<TState>(string stateName, string storageName) => activation =>
    {
        var storage = activation.ActivationServices.GetKeyedService<IGrainStorage>(storageName) ?? throw new OrleansConfigurationException(
            $"There is no storage \"{storageName}\", which grains of type {activation.GrainId.Type} need.");
        return new PersistentState<TState>(stateName, activation, storage);
    };
}
