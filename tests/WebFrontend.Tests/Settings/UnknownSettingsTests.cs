using Microsoft.Extensions.Configuration;

namespace OrleansCalls.Settings;

/// <summary>A misspelled setting is named, with the one that was meant.</summary>
public sealed class UnknownSettingsTests
{
    [Theory]
    [InlineData("Calls:RingTimeot", "Calls:RingTimeout")]
    [InlineData("calls:ratelimit:permit", "Calls:RateLimit:Permits")]
    [InlineData("Persistence:MaxConnection", "Persistence:MaxConnections")]
    [InlineData("Orleans:ClusterSecrt", "Orleans:ClusterSecret")]
    [InlineData("SignIn:MaxFailure", "SignIn:MaxFailures")]
    [InlineData("Call:RingTimeout", "Calls")]
    [InlineData("Persistance:Memory", "Persistence")]
    public void Misspelled_IsNamed_WithWhatWasMeant(string key, string meant) =>
        Assert.Contains(
            meant + (meant.Contains(':', StringComparison.Ordinal) ? "?" : "'?"), Assert.Single(Find(key)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Calls:RingTimeout")]
    [InlineData("CALLS:RINGTIMEOUT")]
    [InlineData("Ice:Servers:0:Urls:1")]
    [InlineData("Orleans:Clustering:ProviderType")]
    [InlineData("ConnectionStrings:Another")]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Kestrel:Limits:MaxConcurrentConnections")]
    [InlineData("PATH")]
    public void WhatIsRead_OrIsNotOurs_IsNotNamed(string key) => Assert.Empty(Find(key));

    private static IEnumerable<string> Find(string key) =>
        UnknownSettings.Find(new ConfigurationBuilder().AddInMemoryCollection([new(key, "1")]).Build());
}
