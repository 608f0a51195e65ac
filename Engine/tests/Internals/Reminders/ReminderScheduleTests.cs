using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Configuration;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Reminders;

namespace OrleansCalls.Engine.Tests.Internals.Reminders;

/// <summary>What is scheduled when rows are read, news arrives and views change at the same time.</summary>
public sealed class ReminderScheduleTests : IDisposable
{
    private static readonly SiloAddress Me = SiloAddress.New(IPAddress.Loopback, 1, -1);
    private static readonly SiloAddress Other = SiloAddress.New(IPAddress.Loopback, 2, 2);
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().BuildServiceProvider();
    private readonly LoneLink _link = new(Me);
    private readonly Node _node;
    private readonly ReminderSchedule _schedule;

    public ReminderScheduleTests()
    {
        _node = new(Me, _services, new ClientMessagingOptions(), TimeProvider.System);
        _node.Connect(_link);
        _schedule = new(_node, NullLogger.Instance);
    }

    public void Dispose()
    {
        _schedule.Stop();
        _node.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void What_is_owned_and_not_known_is_to_be_read()
    {
        Assert.Equal(ulong.MaxValue, _schedule.Settle());
        Read(ulong.MaxValue, Row("a", "1"));
        Assert.Equal(ReminderRanges.None, _schedule.Settle());
        Assert.Equal(["a 1"], Scheduled());

        Read(ulong.MaxValue, Row("a", "2"), Row("b", "1"));
        Assert.Equal(["a 2", "b 1"], Scheduled());

        Read(ulong.MaxValue);
        Assert.Empty(Scheduled());
    }

    [Fact]
    public void A_reading_that_failed_is_to_be_done_again()
    {
        _schedule.Begin(ulong.MaxValue).Dispose();

        Assert.Equal(ulong.MaxValue, _schedule.Settle());
    }

    [Fact]
    public void What_is_written_or_removed_during_a_reading_is_newer()
    {
        Assert.True(_schedule.TryAdd(Row("removed", "1")));
        using (var reading = _schedule.Begin(ulong.MaxValue))
        {
            Assert.True(_schedule.TryAdd(Row("written", "1")));
            Assert.True(_schedule.TryRemove(Row("removed", "1")));
            reading.Found([Row("removed", "1"), Row("found", "1")]);
        }

        Assert.Equal(["found 1", "written 1"], Scheduled());

        Read(ulong.MaxValue, Row("removed", "2"));
        Assert.Equal(["removed 2"], Scheduled());
    }

    [Fact]
    public void News_of_another_version_are_for_the_table_to_judge()
    {
        Assert.True(_schedule.TryAdd(Row("a", "2")));

        Assert.True(_schedule.TryAdd(Row("a", "2")));
        Assert.False(_schedule.TryAdd(Row("a", "1")));
        Assert.False(_schedule.TryRemove(Row("a", "1")));
        Assert.Equal(["a 2"], Scheduled());

        using (var reading = _schedule.Begin(Row("a", "").GrainId, "reminder"))
            reading.Found([Row("a", "3")]);
        Assert.Equal(["a 3"], Scheduled());
        using (var reading = _schedule.Begin(Row("a", "").GrainId, "reminder"))
            reading.Found([]);
        Assert.Empty(Scheduled());
    }

    [Fact]
    public void What_another_silo_owns_is_let_go()
    {
        var rows = Enumerable.Range(0, 100).Select(i => Row($"{i}", "1")).ToArray();
        _schedule.Settle();
        Read(ulong.MaxValue, rows);

        _link.Change(Me, Other);
        Assert.Equal(ReminderRanges.None, _schedule.Settle());

        var mine = rows.Where(row => Me.Equals(ReminderRanges.OwnerOf(row.GrainId, _link.View.Live)));
        Assert.Equal(mine.Select(Text).Order(StringComparer.Ordinal), Scheduled());
        _link.Change(Me);
        Assert.Equal(ReminderRanges.OwnedBy(Other, [Me, Other]), _schedule.Settle());
    }

    [Fact]
    public void What_was_lost_during_a_reading_is_read_again_when_it_comes_back()
    {
        var rows = Enumerable.Range(0, 100).Select(i => Row($"{i}", "1")).ToArray();
        using (var reading = _schedule.Begin(_schedule.Settle()))
        {
            _link.Change(Me, Other);
            _schedule.Settle();
            _link.Change(Me);
            _schedule.Settle();
            reading.Found(rows);
        }

        var lost = ReminderRanges.OwnedBy(Other, [Me, Other]);
        Assert.Equal(lost, _schedule.Settle());
        var kept = rows.Where(row => (ReminderRanges.Of(row.GrainId) & lost) == 0);
        Assert.Equal(kept.Select(Text).Order(StringComparer.Ordinal), Scheduled());
    }

    private static ReminderEntry Row(string key, string version) =>
        new()
        {
            GrainId = GrainId.Create("reminded", key),
            ReminderName = "reminder",
            StartAt = DateTime.UnixEpoch.AddYears(1000),
            Period = TimeSpan.FromHours(1),
            ETag = version,
        };

    private static string Text(ReminderEntry entry) => $"{entry.GrainId.Key} {entry.ETag}";

    private string[] Scheduled() => [.. _schedule.Entries.Select(Text).Order(StringComparer.Ordinal)];

    private void Read(ulong ranges, params ReminderEntry[] rows)
    {
        using var reading = _schedule.Begin(ranges);
        reading.Found(rows);
    }
}
