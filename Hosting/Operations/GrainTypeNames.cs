namespace OrleansCalls.Operations;

/// <summary>Grain types as people read them.</summary>
public static class GrainTypeNames
{
    /// <summary>The class without its namespace and assembly.</summary>
    public static string Short(string grainType)
    {
        var name = grainType.Split(',')[0];
        return name[(name.LastIndexOf('.') + 1)..];
    }
}
