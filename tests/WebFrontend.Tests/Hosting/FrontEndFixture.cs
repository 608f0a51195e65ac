namespace OrleansCalls.Hosting;

/// <summary>One front-end for all tests that need no settings of their own.</summary>
public sealed class FrontEndFixture : IAsyncLifetime
{
    /// <summary>The front-end.</summary>
    public FrontEnd FrontEnd { get; } = FrontEnd.Start();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => FrontEnd.DisposeAsync().AsTask();
}

/// <summary>The tests that share it.</summary>
[CollectionDefinition(Name)]
public sealed class FrontEndCollection : ICollectionFixture<FrontEndFixture>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "one front-end";
}
