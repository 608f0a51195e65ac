namespace OrleansCalls.Browser.Tests.Browsers;

/// <summary>Tests that share a product whose deadlines are short, and which may be killed.</summary>
[CollectionDefinition(Name)]
public sealed class ImpatientCollection : ICollectionFixture<ImpatientCollection.Fixture>
{
    /// <summary>The collection.</summary>
    public const string Name = "short deadlines";

    /// <summary>The product.</summary>
    public sealed class Fixture : ProductFixture
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Calls__RingTimeout"] = "00:00:03",
            ["Calls__HeartbeatInterval"] = "00:00:01",
            ["Calls__AbsenceLimit"] = "00:00:05",
            ["Calls__ReloadGrace"] = "00:00:01",
        };
    }
}
