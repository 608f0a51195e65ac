using Orleans.Runtime;

#nullable disable // implementations may annotate or not

namespace Orleans.Storage;

/// <summary>The stored state is not the one that this activation read. If a request throws this, the activation ends.</summary>
[GenerateSerializer]
public class InconsistentStateException : OrleansException
{
    public InconsistentStateException()
    {
    }

    public InconsistentStateException(string errorMsg, string storedEtag, string currentEtag)
        : base(errorMsg)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>The stored version.</summary>
    [Id(1)]
    public string StoredEtag { get; private set; }

    /// <summary>The expected version.</summary>
    [Id(2)]
    public string CurrentEtag { get; private set; }

    /// <summary>Whether the activation that throws it is the one that found the conflict.</summary>
    [Id(0)]
    internal bool IsSourceActivation { get; set; } = true;
}
