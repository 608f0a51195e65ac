namespace OrleansCalls.Persistence;

/// <summary>The settings of section <c>Persistence</c>. Wrong values stop the start with a sentence that names the setting.</summary>
public sealed class PersistenceOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Persistence";

    /// <summary>The name of the connection string: <c>ConnectionStrings:Postgres</c>.</summary>
    public const string ConnectionName = "Postgres";

    /// <summary>Keeps everything in this process's memory instead of a database; all of it is lost when the process ends.</summary>
    public bool Memory { get; set; }

    /// <summary>Those parts of one process that name the same memory share it; for several silos in one process. None: nobody shares.</summary>
    public string? MemoryName { get; set; }

    /// <summary>
    /// Whether the start brings an older database up to date. Where only some database users may make tables, one process with such a
    /// user does it, and the others, with false, refuse to start before it has.
    /// </summary>
    public bool Migrate { get; set; } = true;

    /// <summary>How long the start waits for a database that does not answer. 0 to 1 h.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one command may take. 1 s to 10 min.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many connections this process may hold, where the connection string does not say. 4 to 1,000.</summary>
    public int MaxConnections { get; set; } = 32;

    /// <summary>How many groups of writes may be committing at once. 1 to 16.</summary>
    public int CommitLanes { get; set; } = 1;

    /// <summary>How many writes share a commit at most. 1 to 1,000.</summary>
    public int CommitGroupSize { get; set; } = 256;

    /// <summary>How many writes may wait before further ones are refused. 1 to 1,000,000.</summary>
    public int CommitQueueLimit { get; set; } = 4096;

    /// <summary>How long a write that nobody waits for may wait for another to ride with; 0 for not at all. 0 to 1 s.</summary>
    public TimeSpan CommitPatience { get; set; } = TimeSpan.FromMilliseconds(25);

    /// <summary>How many lines of the ledger that belong to no write of a call may wait before further ones are dropped. 1 to 1,000,000.</summary>
    public int LedgerQueueLimit { get; set; } = 8192;

    /// <summary>How often the database's clock is read. 1 s to 1 h.</summary>
    public TimeSpan ClockInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the probe for readiness waits for an answer. 100 ms to 1 min.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(2);
}
