using System.Collections.Immutable;
using System.Numerics;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Reminders;

/// <summary>
/// The hashes of grains, divided into 64 ranges of equal size. The silo that owns a range fires the reminders in it. A change of view moves
/// only the ranges of silos that joined or left. A set of ranges is a number with a bit for each.
/// </summary>
internal static class ReminderRanges
{
    public const int Count = 64;
    public const ulong None = 0;
    private const int Shift = 32 - 6;

    public static ulong Of(GrainId grain) => 1UL << (int)(grain.GetUniformHashCode() >> Shift);

    public static SiloAddress? OwnerOf(GrainId grain, ImmutableArray<SiloAddress> live) =>
        Placement.Home(grain.GetUniformHashCode() >> Shift, live);

    /// <summary>The ranges that a silo owns.</summary>
    public static ulong OwnedBy(SiloAddress silo, ImmutableArray<SiloAddress> live)
    {
        var owned = None;
        for (var range = 0; range < Count; range++)
        {
            if (silo.Equals(Placement.Home((uint)range, live)))
                owned |= 1UL << range;
        }

        return owned;
    }

    /// <summary>What to read for a set of ranges: adjacent ones are read together, also across the end of the ring.</summary>
    /// <returns>Limits as <see cref="IReminderTable.ReadRows(uint, uint)"/> takes them, each with the ranges between them.</returns>
    public static IEnumerable<(uint Begin, uint End, ulong Ranges)> Runs(ulong ranges)
    {
        if (ranges == ulong.MaxValue)
            yield return (Before(0), Before(0), ranges);
        for (var first = 0; ranges != ulong.MaxValue && first < Count; first++)
        {
            if (!Has(ranges, first) || Has(ranges, first - 1))
                continue;
            var length = 1;
            while (Has(ranges, first + length))
                length++;
            yield return (Before(first), Before(first + length), BitOperations.RotateLeft((1UL << length) - 1, first));
        }
    }

    private static bool Has(ulong ranges, int range) => (ranges >> (range & (Count - 1)) & 1) != 0;

    // The hash before the first one of a range.
    private static uint Before(int range) => unchecked(((uint)range << Shift) - 1);
}
