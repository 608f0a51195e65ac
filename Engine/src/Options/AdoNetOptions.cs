using Orleans.Storage;

namespace Orleans.Configuration;

/// <summary>Where a silo finds the members of its cluster.</summary>
public class AdoNetClusteringSiloOptions
{
    public string ConnectionString { get; set; } = "";

    /// <summary>The database's type: <c>Npgsql</c>.</summary>
    public string Invariant { get; set; } = "";
}

/// <summary>Where a client finds the members of its cluster.</summary>
public class AdoNetClusteringClientOptions
{
    public string ConnectionString { get; set; } = "";

    /// <summary>The database's type: <c>Npgsql</c>.</summary>
    public string Invariant { get; set; } = "";
}

/// <summary>Where states are stored.</summary>
public class AdoNetGrainStorageOptions
{
    public string ConnectionString { get; set; } = "";

    /// <summary>The database's type: <c>Npgsql</c>.</summary>
    public string Invariant { get; set; } = "";

    /// <summary>Converts states to bytes; JSON unless set.</summary>
    public IGrainStorageSerializer? GrainStorageSerializer { get; set; }

    /// <summary>Whether clearing a state deletes its row.</summary>
    public bool DeleteStateOnClear { get; set; }
}
