using System.ComponentModel.DataAnnotations;

namespace OrleansCalls.Persistence;

/// <summary>The settings of section <c>Persistence</c>.</summary>
public sealed class PersistenceOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Persistence";

    /// <summary>The name of the connection string: <c>ConnectionStrings:Postgres</c>.</summary>
    public const string ConnectionName = "Postgres";

    /// <summary>Keeps everything in this process's memory instead of a database; all of it is lost when the process ends.</summary>
    public bool Memory { get; set; }

    /// <summary>Parts of one process that name the same memory share it: for several silos in one process. Null: not shared.</summary>
    public string? MemoryName { get; set; }

    /// <summary>
    /// Whether the start brings an older database up to date. Where only some database users may make tables, one process with such a
    /// user does it, and the others, with false, refuse to start before it has.
    /// </summary>
    public bool Migrate { get; set; } = true;

    /// <summary>How long the start waits for a database that does not answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one command may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many connections this process may hold, where the connection string does not say.</summary>
    [Range(4, 1000)]
    public int MaxConnections { get; set; } = 32;

    /// <summary>How many groups of writes may be committing at once.</summary>
    [Range(1, 16)]
    public int CommitLanes { get; set; } = 1;

    /// <summary>How many writes share a commit at most.</summary>
    [Range(1, 1000)]
    public int CommitGroupSize { get; set; } = 256;

    /// <summary>How many writes may wait before further ones are refused.</summary>
    [Range(1, 1_000_000)]
    public int CommitQueueLimit { get; set; } = 4096;

    /// <summary>How long a write that nobody waits for may wait for another to ride with; 0 for no wait.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan CommitPatience { get; set; } = TimeSpan.FromMilliseconds(25);

    /// <summary>How many lines of the ledger that belong to no write of a call may wait before further ones are dropped.</summary>
    [Range(1, 1_000_000)]
    public int LedgerQueueLimit { get; set; } = 8192;

    /// <summary>How often the database's clock is read.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ClockInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the probe for readiness waits for an answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(2);
}
