using System.Collections.Immutable;
using System.Net;
using System.Numerics;
using Orleans.Runtime.Reminders;

namespace OrleansCalls.Engine.Tests.Internals.Reminders;

public sealed class ReminderRangeTests
{
    private static readonly ImmutableArray<SiloAddress> Silos =
        [.. Enumerable.Range(1, 5).Select(i => SiloAddress.New(IPAddress.Loopback, 11110 + i, i))];

    [Fact]
    public void Every_range_has_exactly_one_owner()
    {
        for (var count = 1; count <= Silos.Length; count++)
        {
            var live = Silos[..count];
            var owned = live.Select(silo => ReminderRanges.OwnedBy(silo, live)).ToArray();

            Assert.Equal(ulong.MaxValue, owned.Aggregate((all, one) => all | one));
            Assert.Equal(ReminderRanges.Count, owned.Sum(one => BitOperations.PopCount(one)));
            Assert.All(owned, one => Assert.NotEqual(ReminderRanges.None, one));
        }

        Assert.Equal(ReminderRanges.None, ReminderRanges.OwnedBy(Silos[4], Silos[..4]));
        Assert.Null(ReminderRanges.OwnerOf(GrainId.Create("r", "1"), []));
    }

    [Fact]
    public void The_owner_of_a_grain_owns_its_range()
    {
        for (var i = 0; i < 1000; i++)
        {
            var grain = GrainId.Create("r", $"{i}");
            var owner = ReminderRanges.OwnerOf(grain, Silos)!;
            Assert.NotEqual(ReminderRanges.None, ReminderRanges.OwnedBy(owner, Silos) & ReminderRanges.Of(grain));
        }
    }

    [Fact]
    public void A_silo_that_comes_takes_ranges_and_leaves_the_others_where_they_are()
    {
        foreach (var silo in Silos[..4])
        {
            var gained = ReminderRanges.OwnedBy(silo, Silos) & ~ReminderRanges.OwnedBy(silo, Silos[..4]);
            Assert.Equal(ReminderRanges.None, gained);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_read_is_what_the_ranges_hold(int seed)
    {
        var random = new Random(seed);
        var sets = Enumerable.Range(0, 200).Select(_ => (ulong)random.NextInt64() ^ ((ulong)random.NextInt64() << 1));
        uint[] limits = [.. Enumerable.Range(0, ReminderRanges.Count)
            .Select(range => (uint)range << 26)
            .SelectMany(first => (uint[])[first, first + 1, unchecked(first - 1)])];
        ulong[] edges = [0, ulong.MaxValue, 1, 1UL << 63, (1UL << 63) | 1, ulong.MaxValue - 1, ulong.MaxValue >> 1];
        foreach (var set in (IEnumerable<ulong>)[.. edges, .. sets])
        {
            var runs = ReminderRanges.Runs(set).ToArray();

            Assert.Equal(set, runs.Aggregate(ReminderRanges.None, (all, run) => all | run.Ranges));
            Assert.All(limits, hash =>
            {
                var range = 1UL << (int)(hash >> 26);
                var read = runs
                    .Where(run => run.Begin < run.End ? hash > run.Begin && hash <= run.End : hash > run.Begin || hash <= run.End)
                    .ToArray();
                Assert.Equal((set & range) != 0, read.Length == 1);
                Assert.All(read, run => Assert.NotEqual(ReminderRanges.None, run.Ranges & range));
            });
        }
    }

    [Fact]
    public void Neighbours_are_read_together()
    {
        Assert.Equal([(uint.MaxValue, uint.MaxValue, ulong.MaxValue)], ReminderRanges.Runs(ulong.MaxValue));
        Assert.Single(ReminderRanges.Runs((1UL << 63) | 0b11));
        Assert.Equal(2, ReminderRanges.Runs(0b1011).Count());
    }
}
