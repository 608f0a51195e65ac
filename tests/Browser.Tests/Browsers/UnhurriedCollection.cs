namespace OrleansCalls.Browser.Tests.Browsers;

/// <summary>Tests that share a product in which calls ring for as long as it takes to look at them.</summary>
[CollectionDefinition(Name)]
public sealed class UnhurriedCollection : ICollectionFixture<UnhurriedCollection.Fixture>
{
    /// <summary>The collection.</summary>
    public const string Name = "long rings";

    /// <summary>The product.</summary>
    public sealed class Fixture : ProductFixture
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Calls__RingTimeout"] = "00:05:00",
        };
    }
}
