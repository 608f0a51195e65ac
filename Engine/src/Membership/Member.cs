using System.Collections.Immutable;
using System.Net;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Membership;

/// <summary>A silo, as listed in the membership table.</summary>
internal sealed record Member(SiloAddress Address, string Name, IPEndPoint? Gateway, SiloStatus Status)
{
    /// <summary>By the database's clock.</summary>
    public DateTime StartedAt { get; init; }

    /// <summary>The time since its last heartbeat, by the database's clock.</summary>
    public TimeSpan Silence { get; init; }

    /// <summary>Whether it may still hold grains that no longer belong to it.</summary>
    public bool IsLeaving => Status is SiloStatus.ShuttingDown or SiloStatus.Stopping;

    public bool IsGone => Status is SiloStatus.Dead;
}

/// <summary>The membership table at one version.</summary>
internal sealed record MembershipSnapshot(long Version, ImmutableArray<Member> Members)
{
    public static readonly MembershipSnapshot Empty = new(0, []);

    public MembershipView View { get; } =
        new(Version, [.. Members.Where(member => member.Status is SiloStatus.Active).Select(member => member.Address).Order()]);

    public Member? Find(SiloAddress address) => Members.FirstOrDefault(member => member.Address.Equals(address));
}
