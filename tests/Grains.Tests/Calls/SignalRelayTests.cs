namespace OrleansCalls.Calls;

public sealed class SignalRelayTests
{
    private readonly SignalRelay _relay = new("c", capacity: 4, bytes: 100);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    [Theory]
    [InlineData("x", 4)]
    [InlineData("thirty bytes and not one more!", 3)]
    [InlineData("äääääääääääääääääääää", 2)]
    public void Room_IsBoundedByNumberAndByBytes(string payload, int fits)
    {
        for (var at = 1; at <= fits; at++)
            Assert.Equal(at, Take("alice", payload)!.Seq);
        Assert.Null(Take("alice", payload));
        Assert.Equal(fits, _relay.For("bob", after: 0).Count());
    }

    [Fact]
    public void NobodysSignals_CostAnothers()
    {
        while (Take("alice", "x") is not null)
            Assert.True(_relay.Last < 10);
        Assert.NotNull(Take("carol", "y"));
        Assert.Equal(["x", "x", "x", "x", "y"], _relay.For("bob", after: 0).Select(signal => signal.Payload));
    }

    [Fact]
    public void OfWhatWasTold_TheOldestGoes()
    {
        _told.Add("bob");
        for (var at = 1; at <= 10; at++)
            Assert.NotNull(Take("alice", $"{at}"));
        Assert.Equal(["7", "8", "9", "10"], _relay.For("bob", after: 0).Select(signal => signal.Payload));
        Assert.Equal(["10"], _relay.For("bob", after: 9).Select(signal => signal.Payload));
    }

    [Fact]
    public void WhatWaitsForWhoRings_OutlivesWhatOthersHave()
    {
        _told.Add("carol");
        Take("alice", "first");
        for (var at = 0; at < 10; at++)
            Assert.NotNull(Take("alice", $"{at}", to: "carol"));
        Assert.Equal("first", Assert.Single(_relay.For("bob", after: 0)).Payload);
    }

    private SignalView? Take(string from, string payload, string to = "bob") =>
        _relay.Take(new SendSignal(new Leg(from, "d1"), to, SignalType.Ice, payload, 0), to, _told.Contains);
}
