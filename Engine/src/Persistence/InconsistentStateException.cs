using Orleans.Runtime;

#nullable disable // implementations may annotate or not

namespace Orleans.Storage;

/// <summary>The stored state is not the one that this activation read. When it escapes a request, the activation ends.</summary>
[GenerateSerializer]
public class InconsistentStateException : OrleansException
{
    /// <summary>No particulars.</summary>
    public InconsistentStateException()
    {
    }

    /// <summary>With a message.</summary>
    public InconsistentStateException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public InconsistentStateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With both versions and a cause.</summary>
    public InconsistentStateException(string errorMsg, string storedEtag, string currentEtag, Exception storageException)
        : base(errorMsg, storageException)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>With both versions.</summary>
    public InconsistentStateException(string errorMsg, string storedEtag, string currentEtag)
        : this(errorMsg, storedEtag, currentEtag, null)
    {
    }

    /// <summary>With both versions and a cause that has the message.</summary>
    public InconsistentStateException(string storedEtag, string currentEtag, Exception storageException)
        : this(storageException.Message, storedEtag, currentEtag, storageException)
    {
    }

    /// <summary>The version in the store.</summary>
    [Id(1)]
    public string StoredEtag { get; private set; }

    /// <summary>The version that was expected.</summary>
    [Id(2)]
    public string CurrentEtag { get; private set; }

    /// <summary>Whether the exception comes from the activation that it passes through.</summary>
    [Id(0)]
    internal bool IsSourceActivation { get; set; } = true;
}
