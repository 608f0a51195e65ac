namespace Orleans.Runtime.Manifest;

/// <summary>Which grain classes there are and which interface leads to which.</summary>
internal sealed class GrainManifest
{
    private readonly Dictionary<GrainType, GrainClass> _byType = [];
    private readonly Dictionary<Type, List<GrainClass>> _byInterface = [];

    public GrainManifest(IEnumerable<Type> types)
    {
        foreach (var type in types.Where(IsGrainClass))
        {
            var grainClass = new GrainClass(type);
            if (!_byType.TryAdd(grainClass.GrainType, grainClass))
                throw new OrleansConfigurationException($"Grain classes {_byType[grainClass.GrainType].Type} and {type} are both called \"{grainClass.GrainType}\"; give one of them a [GrainType].");

            foreach (var one in grainClass.Interfaces)
            {
                if (!_byInterface.TryGetValue(one, out var classes))
                    _byInterface.Add(one, classes = []);
                classes.Add(grainClass);
            }
        }
    }

    /// <summary>That of the whole process, found once.</summary>
    public static GrainManifest OfProcess => LazyOfProcess.Value;

    private static Lazy<GrainManifest> LazyOfProcess { get; } = new(() => new(GrainAssemblies.Types));

    public IEnumerable<GrainClass> Classes => _byType.Values;

    public GrainClass ClassOf(GrainType type) =>
        _byType.TryGetValue(type, out var grainClass) ? grainClass : throw new ArgumentException($"Could not find an implementation for grain type \"{type}\".");

    /// <summary>The kind of grain that the interface leads to.</summary>
    /// <exception cref="ArgumentException">There is none, or more than one.</exception>
    public GrainType TypeOf(Type interfaceType, string? classNamePrefix)
    {
        var classes = _byInterface.GetValueOrDefault(interfaceType) ?? [];
        if (classNamePrefix is { Length: > 0 })
            classes = classes.FindAll(one => one.Type.FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal) || one.Type.Name.StartsWith(classNamePrefix, StringComparison.Ordinal));

        return classes switch
        {
            [var only] => only.GrainType,
            [] => throw new ArgumentException($"Could not find an implementation for interface {interfaceType}."),
            _ => ByName(interfaceType, classes)?.GrainType
                ?? throw new ArgumentException($"Unable to identify a single appropriate grain type for interface {interfaceType}. Candidates: {string.Join(", ", classes.Select(one => one.Type))}."),
        };
    }

    // IFoo leads to Foo when several classes implement it.
    private static GrainClass? ByName(Type interfaceType, List<GrainClass> classes) =>
        interfaceType.Name is ['I', ..] ? classes.Find(one => string.Equals(one.Type.Name, interfaceType.Name[1..], StringComparison.Ordinal)) : null;

    private static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && typeof(IGrain).IsAssignableFrom(type)
        && !typeof(GrainReference).IsAssignableFrom(type)
        && (typeof(Grain).IsAssignableFrom(type) || typeof(IGrainBase).IsAssignableFrom(type));
}
