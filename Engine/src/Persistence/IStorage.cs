namespace Orleans.Core;

/// <summary>One state of one grain: what memory holds and what the store holds.</summary>
public interface IStorage
{
    /// <summary>The version of what was last read or written.</summary>
    string? Etag { get; }

    /// <summary>Whether the store holds it.</summary>
    bool RecordExists { get; }

    /// <summary>Removes it from the store.</summary>
    Task ClearStateAsync();

    /// <summary>Puts it into the store.</summary>
    /// <exception cref="Storage.InconsistentStateException">Somebody else wrote since.</exception>
    Task WriteStateAsync();

    /// <summary>Reads it from the store.</summary>
    Task ReadStateAsync();
}

/// <inheritdoc cref="IStorage"/>
public interface IStorage<TState> : IStorage
{
    /// <summary>What memory holds.</summary>
    TState State { get; set; }
}
