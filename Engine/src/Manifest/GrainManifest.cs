namespace Orleans.Runtime.Manifest;

/// <summary>The grain classes and the interfaces they implement.</summary>
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
                throw new OrleansConfigurationException(
                    $"Grain classes {_byType[grainClass.GrainType].Type} and {type} have the same name; rename one of them.");

            foreach (var one in grainClass.Interfaces)
            {
                if (!_byInterface.TryGetValue(one, out var classes))
                    _byInterface.Add(one, classes = []);
                classes.Add(grainClass);
            }
        }
    }

    /// <summary>The manifest of the whole process, compiled once.</summary>
    public static GrainManifest OfProcess => LazyOfProcess.Value;

    private static Lazy<GrainManifest> LazyOfProcess { get; } = new(() => new(GrainAssemblies.Types));

    public IEnumerable<GrainClass> Classes => _byType.Values;

    public GrainClass ClassOf(GrainType type) =>
        _byType.GetValueOrDefault(type) ?? throw new ArgumentException($"There is no grain class for type \"{type}\".");

    /// <summary>The type of grain that implements the interface.</summary>
    /// <exception cref="ArgumentException">There is none, or more than one.</exception>
    public GrainType TypeOf(Type interfaceType) => _byInterface.GetValueOrDefault(interfaceType) switch
    {
        [var only] => only.GrainType,
        { } several => throw new ArgumentException(
            $"Several grain classes implement {interfaceType}: {string.Join(", ", several.Select(one => one.Type))}."),
        null => throw new ArgumentException($"No grain class implements {interfaceType}."),
    };

    private static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && typeof(Grain).IsAssignableFrom(type);
}
