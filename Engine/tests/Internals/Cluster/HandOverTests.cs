using System.Collections.Immutable;
using Orleans.Runtime.Cluster;

namespace OrleansCalls.Engine.Tests.Internals.Cluster;

/// <summary>A grain is activated on its new silo only when the old one has released it.</summary>
public sealed class HandOverTests
{
    private static readonly SiloAddress A = Silo(1), B = Silo(2), C = Silo(3);
    private readonly HandOver _ofA = new(A);

    [Fact]
    public void The_first_silo_waits_for_nobody()
    {
        View(1, A);

        Assert.True(IsReleased(Grain(A, A)));
    }

    [Fact]
    public void A_silo_that_joins_waits_until_all_others_have_let_go()
    {
        View(5, A, B, C);
        var grain = Grain(A, A, B, C);
        Assert.False(IsReleased(grain));

        _ofA.Report(B, 5, []);
        Assert.False(IsReleased(grain));

        _ofA.Report(C, 6, []);
        Assert.True(IsReleased(grain));
    }

    [Fact]
    public void Only_the_grains_of_the_silo_that_leaves_wait_for_it()
    {
        Settled(1, A, B, C);
        var (moved, stayed) = (Moves([A, B, C], [A, B], from: C, to: A), Stays([A, B, C], [A, B], at: A));

        _ofA.Change(new(2, [A, B]), [C]);
        Assert.True(IsReleased(stayed));
        Assert.False(IsReleased(moved));

        _ofA.Report(B, 2, []);
        Assert.False(IsReleased(moved));

        _ofA.Report(C, 2, []);
        Assert.True(IsReleased(moved));
    }

    [Fact]
    public async Task Nobody_waits_for_the_dead()
    {
        Settled(1, A, B, C);
        var moved = Moves([A, B, C], [A, B], from: C, to: A);
        _ofA.Change(new(2, [A, B]), [C]);
        var waiting = _ofA.Released(moved);
        Assert.False(waiting.IsCompleted);

        _ofA.Change(new(3, [A, B]), []);

        await waiting.WaitAsync(OrleansCalls.Testing.Eventually.Patience);
    }

    [Fact]
    public void A_grain_that_moved_twice_waits_for_both_of_its_homes()
    {
        Settled(1, A, B, C);
        // It belonged to C, then to B, and now to A.
        var grain = Grains().First(one => Placement.Home(one, [A, B, C])!.Equals(C) && Placement.Home(one, [A, B])!.Equals(B));
        _ofA.Change(new(2, [A, B]), [C]);
        _ofA.Change(new(3, [A]), [B, C]);

        _ofA.Report(B, 3, []);
        Assert.False(IsReleased(grain));

        _ofA.Report(C, 3, []);
        Assert.True(IsReleased(grain));
    }

    [Fact]
    public void An_old_report_says_nothing_about_a_newer_view()
    {
        Settled(1, A, B, C);
        var moved = Moves([A, B, C], [A, B], from: C, to: A);
        _ofA.Change(new(2, [A, B]), [C]);

        _ofA.Report(C, 1, []);

        Assert.False(IsReleased(moved));
    }

    [Fact]
    public void Who_still_holds_some_grains_has_let_go_of_the_others()
    {
        Settled(1, A, B, C);
        var moved = Grains()
            .Where(one => Placement.Home(one, [A, B, C])!.Equals(C) && Placement.Home(one, [A, B])!.Equals(A))
            .Take(2)
            .ToArray();
        _ofA.Change(new(2, [A, B]), [C]);

        _ofA.Report(C, 2, [moved[0]]);
        Assert.False(IsReleased(moved[0]));
        Assert.True(IsReleased(moved[1]));

        _ofA.Report(C, 2, []);
        Assert.True(IsReleased(moved[0]));
    }

    [Fact]
    public void What_was_let_go_does_not_come_back_with_a_report_that_was_overtaken()
    {
        Settled(1, A, B, C);
        var moved = Moves([A, B, C], [A, B], from: C, to: A);
        _ofA.Change(new(2, [A, B]), [C]);
        _ofA.Report(C, 2, []);

        _ofA.Report(C, 2, [moved]);

        Assert.True(IsReleased(moved));
    }

    private void View(long version, params ImmutableArray<SiloAddress> live) => _ofA.Change(new(version, live), []);

    private void Settled(long version, params ImmutableArray<SiloAddress> live)
    {
        View(version, live);
        foreach (var silo in live)
            _ofA.Report(silo, version, []);
    }

    private bool IsReleased(GrainId grain) => _ofA.Released(grain).IsCompletedSuccessfully;

    private static GrainId Grain(SiloAddress home, params ImmutableArray<SiloAddress> live) =>
        Grains().First(grain => Placement.Home(grain, live)!.Equals(home));

    private static GrainId Moves(ImmutableArray<SiloAddress> before, ImmutableArray<SiloAddress> after, SiloAddress from, SiloAddress to) =>
        Grains().First(grain => Placement.Home(grain, before)!.Equals(from) && Placement.Home(grain, after)!.Equals(to));

    private static GrainId Stays(ImmutableArray<SiloAddress> before, ImmutableArray<SiloAddress> after, SiloAddress at) =>
        Moves(before, after, at, at);

    private static IEnumerable<GrainId> Grains() => Enumerable.Range(0, 1000).Select(number => GrainId.Create("test", $"{number}"));

    private static SiloAddress Silo(int number) => SiloAddress.New(System.Net.IPAddress.Loopback, 11110 + number, number);
}
