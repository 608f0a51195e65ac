namespace OrleansCalls.LocalPostgres;

/// <summary>How a private PostgreSQL is run.</summary>
public sealed class PrivatePostgresOptions
{
    /// <summary>The folder that holds everything: data, password, log.</summary>
    public required string Folder { get; init; }

    /// <summary>The port on 127.0.0.1; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>How long it may take to come up, recovery after a crash included.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many connections it takes.</summary>
    public int MaxConnections { get; init; } = 300;

    /// <summary>Further settings of PostgreSQL.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Told what is being done, in sentences.</summary>
    public Action<string> Say { get; init; } = _ => { };
}
