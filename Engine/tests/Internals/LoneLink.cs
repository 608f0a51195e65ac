using System.Collections.Immutable;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;

namespace OrleansCalls.Engine.Tests.Internals;

/// <summary>A connection to a cluster that exists only as a view.</summary>
internal sealed class LoneLink(params SiloAddress[] live) : IClusterLink
{
    /// <summary>The last message sent.</summary>
    public Message? Sent { get; private set; }

    public MembershipView View { get; private set; } = new(1, [.. live]);

    public void Change(params SiloAddress[] live) => View = new(View.Version + 1, [.. live]);

    public void Send(SiloAddress to, Message message) => Sent = message;

    public Task Released(GrainId grain, MembershipView view) => Task.CompletedTask;

    public void ReportHeld(MembershipView view, ImmutableHashSet<GrainId> held)
    {
    }

    public Task Leave() => Task.CompletedTask;

    public Task Cut(bool drained) => Task.CompletedTask;
}
