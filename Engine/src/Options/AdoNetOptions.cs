using Orleans.Storage;

namespace Orleans.Configuration;

/// <summary>Where the members of the cluster are written down, for a silo.</summary>
public class AdoNetClusteringSiloOptions
{
    /// <summary>The database.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Its kind; <c>Npgsql</c>.</summary>
    public string Invariant { get; set; } = "";
}

/// <summary>Where the members of the cluster are written down, for a client.</summary>
public class AdoNetClusteringClientOptions
{
    /// <summary>The database.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Its kind; <c>Npgsql</c>.</summary>
    public string Invariant { get; set; } = "";
}

/// <summary>Where states are kept.</summary>
public class AdoNetGrainStorageOptions
{
    /// <summary>The database.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Its kind; <c>Npgsql</c>.</summary>
    public string Invariant { get; set; } = "";

    /// <summary>What turns states into bytes.</summary>
    public IGrainStorageSerializer? GrainStorageSerializer { get; set; }

    /// <summary>Whether clearing a state removes its row.</summary>
    public bool DeleteStateOnClear { get; set; }
}
