using System.Diagnostics.Metrics;
using OrleansCalls.Calls;
using OrleansCalls.Persistence.Tests.Calls;
using OrleansCalls.Testing;

namespace OrleansCalls.Persistence.Tests.Commits;

/// <summary>Writes that nobody waits for share the flush of another.</summary>
public sealed class PatientWriteTests : IAsyncLifetime
{
    private TestDatabase? _database;

    public async Task InitializeAsync() => _database = await TestDatabase.Create();

    public async Task DisposeAsync() => await _database!.DisposeAsync();

    [Fact]
    public async Task ThatACallIsConnected_RidesInTheCommitOfAnotherCall()
    {
        await using var store = await Start(patience: "00:00:01");
        var (connecting, connected) = await Connecting(store, "alice", "bob");
        var other = Example.Ringing("carol", "dave");
        using var probe = new CommitProbe(store.Get<IMeterFactory>());

        var patient = store.WriteCall(connecting, connected, Example.Line(connected, "connected"));
        await store.WriteCall(await store.ReadCall(other.CallId), other, Example.Line(other, "initiate"));
        await patient;

        Assert.Equal(1, probe.Commits);
        Assert.Equal(connected.Version, (await store.ReadCall(connected.CallId)).State.Record!.Version);
    }

    [Fact]
    public async Task WithNobodyToRideWith_ItIsCommittedByItselfInTheEnd()
    {
        await using var store = await Start(patience: "00:00:00.020");
        var (connecting, connected) = await Connecting(store, "alice", "bob");
        using var probe = new CommitProbe(store.Get<IMeterFactory>());

        await store.WriteCall(connecting, connected, Example.Line(connected, "connected"));

        Assert.Equal(1, probe.Commits);
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("00:00:01")]
    public async Task WhatStillWaits_IsCommittedWhenTheProcessStops(string patience)
    {
        Task<bool> patient;
        await using (var store = await Start(patience))
            patient = store.Get<GroupCommit>().ExecutePatiently(new ProbeWrite());

        Assert.True(await patient);
    }

    [Fact]
    public async Task PatientWrites_CountAmongThoseThatWait()
    {
        await using var store = await Start("00:00:01", ("Persistence:CommitQueueLimit", "10"));
        var commits = store.Get<GroupCommit>();

        var writes = Enumerable.Range(0, 10).Select(_ => commits.ExecutePatiently(new ProbeWrite())).ToList();
        Assert.Equal(10, commits.Waiting);
        Assert.True(await commits.Execute(new ProbeWrite()));

        Assert.All(await Task.WhenAll(writes), Assert.True);
    }

    private Task<Store> Start(string patience, params (string Key, string Value)[] settings) =>
        Store.Start(_database!, [.. settings, ("Persistence:CommitPatience", patience)]);

    private static async Task<(GrainState<StoredCall> State, CallView Connected)> Connecting(Store store, string caller, string callee)
    {
        var ringing = Example.Ringing(caller, callee);
        var answered = ringing.Answered();
        await store.WriteCall(ringing, answered);
        return (await store.ReadCall(ringing.CallId),
            answered with { Version = answered.Version + 1, State = CallState.Connected, ConnectedAt = answered.AnsweredAt });
    }
}
