namespace OrleansCalls.Calls;

public sealed class LedgerSharesTests
{
    private readonly LedgerShares _shares = new(lines: 3);
    private readonly List<LedgerEntry> _ledger = [];

    [Fact]
    public void TheSurplusOfAPerson_IsCountedInOneLine_ThatIsTheLastOfThem()
    {
        Note("alice", CommandOutcome.Refused, times: 2_000);

        Assert.Equal(4, _ledger.Count);
        Assert.Equal([0, 0, 0, 1_996], _ledger.Select(line => line.More));
        Assert.Equal("device 2000", _ledger[^1].DeviceId);
    }

    [Fact]
    public void NobodysLines_AreLostForAnothers()
    {
        Note("alice", CommandOutcome.Refused, times: 100);
        Note("bob", CommandOutcome.Lost, times: 3);

        Assert.All(_ledger.Where(line => line.UserId == "bob"), line => Assert.Equal(0, line.More));
        Assert.Equal(3, _ledger.Count(line => line.UserId == "bob"));
    }

    [Fact]
    public void WhatHappened_IsNotLostForWhatDidNot()
    {
        Note("alice", CommandOutcome.Repeated, times: 100);
        Note("alice", CommandOutcome.Accepted, times: 3);

        Assert.Equal(3, _ledger.Count(line => line.Outcome == CommandOutcome.Accepted));
    }

    [Fact]
    public void StrangersWithoutEnd_ShareWhatIsLeft()
    {
        for (var stranger = 0; stranger < 10_000; stranger++)
            Note("stranger " + stranger, CommandOutcome.Refused, times: 1);

        Assert.InRange(_ledger.Count, 100, 300);
        Assert.Equal(10_000, _ledger.Sum(line => 1 + line.More));
    }

    [Fact]
    public void TheClustersOwn_AreAllThere()
    {
        Note(userId: null, CommandOutcome.Lost, times: 10);
        Assert.Equal(10, _ledger.Count);
    }

    private void Note(string? userId, CommandOutcome outcome, int times)
    {
        for (var at = 1; at <= times; at++)
        {
            var line = _shares.Bound(new LedgerEntry
            {
                Id = Guid.NewGuid(),
                CallId = "c",
                At = DateTimeOffset.UnixEpoch,
                Command = "mute",
                Outcome = outcome,
                UserId = userId,
                DeviceId = "device " + at,
                Silo = "s",
            });
            _ledger.RemoveAll(known => known.Id == line.Id);
            _ledger.Add(line);
        }
    }
}
