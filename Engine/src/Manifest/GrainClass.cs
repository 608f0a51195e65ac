using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Activations;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Manifest;

/// <summary>A class of grains: its name, its rules and how it is constructed.</summary>
internal sealed class GrainClass
{
    private readonly Lazy<(ObjectFactory Factory, Func<Activation, object>[] Facets)> _constructor;

    public GrainClass(Type type)
    {
        Type = type;
        GrainType = type.GetCustomAttribute<GrainTypeAttribute>() is { } named ? GrainType.Create(named.GrainType) : ByConvention(type);
        AgeLimit = type.GetCustomAttribute<CollectionAgeLimitAttribute>()?.AgeLimit;
        Interfaces = [.. type.GetInterfaces().Where(one => typeof(IGrain).IsAssignableFrom(one) && one.Assembly != typeof(IGrain).Assembly || one == typeof(IManagementGrain) || one == typeof(IRemindable))];
        _constructor = new(() => FindConstructor(type));
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public TimeSpan? AgeLimit { get; }

    public Type[] Interfaces { get; }

    public object Construct(IServiceProvider services, Activation activation)
    {
        var (factory, facets) = _constructor.Value;
        return factory(services, facets.Length == 0 ? [] : [.. facets.Select(facet => facet(activation))]);
    }

    public GrainReference CreateReference(Node node, GrainId id) =>
        Interfaces.Length > 0 ? node.References.Create(id, Interfaces[0]) : node.References.CreateUntyped(id);

    private static GrainType ByConvention(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return GrainType.Create(name.Length > 5 && name.EndsWith("grain", StringComparison.Ordinal) ? name[..^5] : name);
    }

    // Parameters with [PersistentState] are made here, the others come from the services.
    private static (ObjectFactory, Func<Activation, object>[]) FindConstructor(Type type)
    {
        var constructors = type.GetConstructors();
        var constructor = Array.Find(constructors, one => one.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))
            ?? constructors.MaxBy(one => one.GetParameters().Length)
            ?? throw new OrleansConfigurationException($"Grain class {type} has no public constructor.");
        var facets = constructor.GetParameters().Where(parameter => parameter.IsDefined(typeof(PersistentStateAttribute))).ToArray();
        return (ActivatorUtilities.CreateFactory(type, [.. facets.Select(facet => facet.ParameterType)]), [.. facets.Select(Persistence.PersistentStateFacet.For)]);
    }
}
