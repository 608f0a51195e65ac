namespace Orleans.Runtime.Cluster;

/// <summary>Knows who is in the cluster.</summary>
internal interface IMembership
{
    /// <summary>The present view.</summary>
    MembershipView View { get; }

    /// <summary>How the silos are that are known, also those that come, leave and are gone.</summary>
    IEnumerable<(SiloAddress Silo, SiloStatus Status)> Statuses => View.Live.Select(silo => (silo, SiloStatus.Active));

    /// <summary>Ends when the silo that owned a grain before this view no longer holds what moved away from it, or when waiting for it is hopeless.</summary>
    Task Released(GrainId grain, MembershipView view);

    /// <summary>Tells the others that this silo no longer holds what moved away from it with this view.</summary>
    void ReportReleased(MembershipView view);
}
