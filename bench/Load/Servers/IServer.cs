namespace OrleansCalls.Load.Servers;

/// <summary>Something that rings people, and that runs for the measurement.</summary>
internal interface IServer : IAsyncDisposable
{
    /// <summary>What results call it.</summary>
    string Name { get; }

    /// <summary>Where it serves; people are spread over them.</summary>
    IReadOnlyList<Uri> Addresses { get; }

    /// <summary>Its own processes; none where they are not known.</summary>
    IReadOnlyList<int> Processes { get; }

    /// <summary>Those of them that only hold grains.</summary>
    IReadOnlyList<int> Silos { get; }

    /// <summary>The first process of its database; null where there is none, or it is not known.</summary>
    int? DatabaseProcess { get; }

    /// <summary>How an administrator reaches its database; null where there is none, or it is not known.</summary>
    string? ConnectionString { get; }

    /// <summary>Makes people who see each other, each signed in.</summary>
    Task<IReadOnlyList<Account>> SignUp(int people);
}

/// <summary>Somebody who is signed in.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Token">What opens the hub.</param>
/// <param name="Address">The front-end that they use.</param>
internal sealed record Account(string UserId, string Token, Uri Address);
