using System.Collections.Immutable;

namespace Orleans.Runtime.Cluster;

/// <summary>The silos that host grains, as of one version. Every change makes a view with a greater version.</summary>
internal sealed record MembershipView(long Version, ImmutableArray<SiloAddress> Live)
{
    public static readonly MembershipView Empty = new(0, []);
}
