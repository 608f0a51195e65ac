using System.Collections.Immutable;

namespace Orleans.Runtime.Cluster;

/// <summary>
/// Decides which silo a grain belongs to: the one whose hash with the grain is the greatest (rendezvous hashing). All that have the same
/// view agree without asking, and a change of view moves only the grains of silos that joined or left.
/// </summary>
internal static class Placement
{
    public static SiloAddress? Home(GrainId grain, ImmutableArray<SiloAddress> live) => Home(grain.GetUniformHashCode(), live);

    /// <summary>The silo that whatever has this hash belongs to.</summary>
    public static SiloAddress? Home(uint hash, ImmutableArray<SiloAddress> live)
    {
        if (live.Length <= 1)
            return live.Length == 0 ? null : live[0];

        var best = live[0];
        var bestWeight = Weight(hash, best);
        for (var i = 1; i < live.Length; i++)
        {
            var weight = Weight(hash, live[i]);
            if (weight > bestWeight || (weight == bestWeight && live[i].CompareTo(best) > 0))
                (best, bestWeight) = (live[i], weight);
        }

        return best;
    }

    private static ulong Weight(uint hash, SiloAddress silo)
    {
        unchecked
        {
            var mixed = ((ulong)hash << 32) | (uint)silo.GetConsistentHashCode();
            mixed = (mixed ^ (mixed >> 33)) * 0xff51afd7ed558ccd;
            mixed = (mixed ^ (mixed >> 33)) * 0xc4ceb9fe1a85ec53;
            return mixed ^ (mixed >> 33);
        }
    }
}
