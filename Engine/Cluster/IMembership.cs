namespace Orleans.Runtime.Cluster;

/// <summary>Knows who is in the cluster.</summary>
internal interface IMembership
{
    /// <summary>The present view.</summary>
    MembershipView View { get; }

    /// <summary>Ends when the silo that owned a grain before this view no longer holds what moved away from it, or when waiting for it is hopeless.</summary>
    Task Released(GrainId grain, MembershipView view);

    /// <summary>Tells the others that this silo no longer holds what moved away from it with this view.</summary>
    void ReportReleased(MembershipView view);
}
