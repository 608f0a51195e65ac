namespace OrleansCalls.Browser.Tests.Browsers;

/// <summary>Tests that share a product with the default settings.</summary>
[CollectionDefinition(Name)]
public sealed class PatientCollection : ICollectionFixture<ProductFixture>
{
    /// <summary>The collection.</summary>
    public const string Name = "default settings";
}
