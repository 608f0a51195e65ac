using Npgsql;

namespace OrleansCalls.Persistence.Tests.Hosting;

public sealed class CallsDatabaseTests
{
    [Fact]
    public void WhatTheConnectionStringLeavesOpen_IsFilledIn()
    {
        var complete = Complete("Host=db;Username=calls");

        Assert.Equal("OrleansCalls", complete.ApplicationName);
        Assert.Equal(32, complete.MaxPoolSize);
        Assert.Equal((5, 5), (complete.Timeout, complete.CommandTimeout));
        Assert.Equal((64, 2), (complete.MaxAutoPrepare, complete.AutoPrepareMinUsages));
    }

    [Fact]
    public void WhatItSays_Stays()
    {
        var complete =
            Complete("Host=db;Username=calls;Application Name=mine;Maximum Pool Size=7;Timeout=11;CommandTimeout=12;MaxAutoPrepare=0");

        Assert.Equal("mine", complete.ApplicationName);
        Assert.Equal((7, 11, 12, 0), (complete.MaxPoolSize, complete.Timeout, complete.CommandTimeout, complete.MaxAutoPrepare));
    }

    private static NpgsqlConnectionStringBuilder Complete(string text) => new(CallsDatabase.Complete(text, new PersistenceOptions()));
}
