using System.Collections.Immutable;

namespace Orleans.Runtime.Cluster;

/// <summary>Knows who is in the cluster.</summary>
internal interface IMembership
{
    /// <summary>The present view.</summary>
    MembershipView View { get; }

    /// <summary>How the silos are that are known, also those that come, leave and are gone.</summary>
    IEnumerable<(SiloAddress Silo, SiloStatus Status)> Statuses => View.Live.Select(silo => (silo, SiloStatus.Active));

    /// <summary>Ends when no silo that owned a grain before this view holds it any longer, or when waiting for it is hopeless.</summary>
    Task Released(GrainId grain, MembershipView view);

    /// <summary>Tells the others which of the grains that moved away with this view this silo still holds; none when it has let go of all.</summary>
    void ReportHeld(MembershipView view, ImmutableHashSet<GrainId> held);
}
