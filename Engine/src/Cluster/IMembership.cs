using System.Collections.Immutable;

namespace Orleans.Runtime.Cluster;

/// <summary>Knows who is in the cluster.</summary>
internal interface IMembership
{
    /// <summary>The current view.</summary>
    MembershipView View { get; }

    /// <summary>All known silos, including those that join, leave or are gone.</summary>
    IEnumerable<(SiloAddress Silo, SiloStatus Status)> Statuses => View.Live.Select(silo => (silo, SiloStatus.Active));

    /// <summary>Completes when no other silo holds the grain any more, or when waiting is hopeless.</summary>
    Task Released(GrainId grain, MembershipView view);

    /// <summary>Tells the others which of the grains that moved away with this view this silo still holds.</summary>
    void ReportHeld(MembershipView view, ImmutableHashSet<GrainId> held);
}
