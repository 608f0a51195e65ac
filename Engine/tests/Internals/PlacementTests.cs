using System.Collections.Immutable;
using System.Net;
using Orleans.Runtime.Cluster;

namespace OrleansCalls.Engine.Tests.Internals;

public sealed class PlacementTests
{
    private static readonly GrainId[] Grains = [.. Enumerable.Range(0, 3000).Select(i => GrainId.Create("call", $"c:{i}"))];

    [Fact]
    public void Grains_spread_evenly()
    {
        var silos = Silos(3);

        var counts = Grains.CountBy(grain => Placement.Home(grain, silos)!).Select(one => one.Value);

        Assert.All(counts, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void The_order_of_the_view_does_not_matter()
    {
        var silos = Silos(4);
        var reversed = silos.Reverse().ToImmutableArray();

        Assert.All(Grains, grain => Assert.Equal(Placement.Home(grain, silos), Placement.Home(grain, reversed)));
    }

    [Fact]
    public void Only_the_grains_of_a_silo_that_left_move()
    {
        var silos = Silos(4);
        var gone = silos[1];
        var rest = silos.Remove(gone);

        Assert.All(Grains, grain =>
        {
            var before = Placement.Home(grain, silos)!;
            if (!before.Equals(gone))
                Assert.Equal(before, Placement.Home(grain, rest));
        });
    }

    [Fact]
    public void Without_silos_there_is_no_home() => Assert.Null(Placement.Home(Grains[0], []));

    private static ImmutableArray<SiloAddress> Silos(int count) =>
        [.. Enumerable.Range(0, count).Select(i => SiloAddress.New(IPAddress.Loopback, 11111 + i, 1000 + i))];
}
