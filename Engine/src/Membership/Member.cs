using System.Collections.Immutable;
using System.Net;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Membership;

/// <summary>One silo as the table has it.</summary>
internal sealed record Member(SiloAddress Address, string Name, IPEndPoint? Gateway, SiloStatus Status)
{
    /// <summary>When it came, by the database's clock.</summary>
    public DateTime StartedAt { get; init; }

    /// <summary>How long ago it last said that it lives, by the database's clock.</summary>
    public TimeSpan Silence { get; init; }

    /// <summary>Whether it may still hold grains that it is no longer home to.</summary>
    public bool IsLeaving => Status is SiloStatus.ShuttingDown or SiloStatus.Stopping;

    public bool IsGone => Status is SiloStatus.Dead;
}

/// <summary>The table of members at one version.</summary>
internal sealed record MembershipSnapshot(long Version, ImmutableArray<Member> Members)
{
    public static readonly MembershipSnapshot Empty = new(0, []);

    public MembershipView View { get; } = new(Version, [.. Members.Where(member => member.Status is SiloStatus.Active).Select(member => member.Address).Order()]);

    public Member? Find(SiloAddress address) => Members.FirstOrDefault(member => member.Address.Equals(address));
}
