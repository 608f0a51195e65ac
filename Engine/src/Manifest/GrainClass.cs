using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Activations;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Manifest;

/// <summary>A grain class: its name, its interfaces and how it is constructed.</summary>
internal sealed class GrainClass
{
    private readonly Lazy<(ObjectFactory Factory, Func<Activation, object>[] Facets)> _constructor;

    public GrainClass(Type type)
    {
        Type = type;
        GrainType = ByConvention(type);
        AgeLimit = type.GetCustomAttribute<CollectionAgeLimitAttribute>()?.AgeLimit;
        Interfaces = [.. type.GetInterfaces().Where(IsGrainInterface)];
        _constructor = new(() => FindConstructor(type));
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public TimeSpan? AgeLimit { get; }

    public Type[] Interfaces { get; }

    public Grain Construct(IServiceProvider services, Activation activation)
    {
        var (factory, facets) = _constructor.Value;
        return (Grain)factory(services, facets.Length == 0 ? [] : [.. facets.Select(facet => facet(activation))]);
    }

    public GrainReference CreateReference(Node node, GrainId id) =>
        Interfaces.Length > 0 ? node.References.Create(id, Interfaces[0]) : node.References.CreateUntyped(id);

    private static bool IsGrainInterface(Type type) =>
        typeof(IGrain).IsAssignableFrom(type)
        && (type.Assembly != typeof(IGrain).Assembly || type == typeof(IManagementGrain) || type == typeof(IRemindable));

    // The name of the class in lower case, without "Grain".
    private static GrainType ByConvention(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return GrainType.Create(name.Length > 5 && name.EndsWith("grain", StringComparison.Ordinal) ? name[..^5] : name);
    }

    // Parameters with [PersistentState] are created here, the others come from the services.
    private static (ObjectFactory, Func<Activation, object>[]) FindConstructor(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(one => one.GetParameters().Length)
            ?? throw new OrleansConfigurationException($"Grain class {type} has no public constructor.");
        var facets = constructor.GetParameters().Where(parameter => parameter.IsDefined(typeof(PersistentStateAttribute))).ToArray();
        var factory = ActivatorUtilities.CreateFactory(type, [.. facets.Select(facet => facet.ParameterType)]);
        return (factory, [.. facets.Select(Persistence.PersistentStateFacet.For)]);
    }
}
