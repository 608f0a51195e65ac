using System.Collections.Concurrent;
using System.Collections.Immutable;
using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Cluster;

/// <summary>A cluster within one process: its members, and the connections between them.</summary>
internal sealed class InProcessCluster
{
    private readonly ConcurrentDictionary<SiloAddress, Link> _links = new();
    private readonly Lock _gate = new();

    public ClusterMemory Memory { get; } = new();

    public MembershipView View { get; private set; } = MembershipView.Empty;

    /// <summary>Adds a client, or a silo, which hosts grains from now on.</summary>
    public IClusterLink Join(Node node)
    {
        var link = new Link(this, node);
        lock (_gate)
        {
            if (!node.Address.IsClient && _links.Keys.Any(known => !known.IsClient && known.Endpoint.Equals(node.Address.Endpoint)))
                throw new OrleansConfigurationException($"{node.Address.Endpoint} is in use by another silo of this process.");
            _links[node.Address] = link;
        }

        node.Connect(link);
        if (!node.Address.IsClient)
            Change(live => live.Add(node.Address));
        return link;
    }

    private void Leave(SiloAddress silo)
    {
        if (View.Live.Contains(silo))
            Change(live => live.Remove(silo));
    }

    private void Cut(SiloAddress gone, bool drained)
    {
        _links.TryRemove(gone, out _);
        Leave(gone);
        // A silo that left earlier held grains until now.
        lock (_gate)
            ShareView();
        if (drained)
            return;
        foreach (var link in _links.Values)
            link.Node.Lost(gone);
    }

    private void Change(Func<ImmutableArray<SiloAddress>, ImmutableArray<SiloAddress>> change)
    {
        MembershipView view;
        lock (_gate)
        {
            View = view = new(View.Version + 1, change(View.Live));
            ShareView();
        }

        foreach (var link in _links.Values)
            link.Node.OnViewChanged(view);
    }

    // Under the gate.
    private void ShareView()
    {
        ImmutableArray<SiloAddress> leaving = [.. _links.Keys.Where(address => !address.IsClient && !View.Live.Contains(address))];
        foreach (var link in _links.Values)
            link.HandOver.Change(View, leaving);
    }

    private void Report(SiloAddress silo, MembershipView view, ImmutableHashSet<GrainId> held)
    {
        foreach (var link in _links.Values)
            link.HandOver.Report(silo, view.Version, held);
    }

    private sealed class Link(InProcessCluster cluster, Node node) : IClusterLink
    {
        private volatile bool _cut;

        public Node Node => node;

        public HandOver HandOver { get; } = new(node.Address);

        public MembershipView View => cluster.View;

        public Task Released(GrainId grain, MembershipView view) => HandOver.Released(grain);

        public void ReportHeld(MembershipView view, ImmutableHashSet<GrainId> held) => cluster.Report(node.Address, view, held);

        public void Send(SiloAddress to, Message message)
        {
            if (_cut)
                return;
            if (cluster._links.TryGetValue(to, out var link))
            {
                var target = link.Node;
                if (message.Deadline != long.MaxValue && !ReferenceEquals(node.Time, target.Time))
                    message.Deadline = Translate(message.Deadline, node.Time, target.Time);
                if (target.TryReceive(message))
                    return;
            }

            node.Undeliverable(message, to);
        }

        public Task Leave()
        {
            cluster.Leave(node.Address);
            return Task.CompletedTask;
        }

        public Task Cut(bool drained)
        {
            _cut = true;
            cluster.Cut(node.Address, drained);
            return Task.CompletedTask;
        }

        private static long Translate(long deadline, TimeProvider from, TimeProvider to) =>
            to.GetTimestamp() + (long)((deadline - from.GetTimestamp()) / (double)from.TimestampFrequency * to.TimestampFrequency);
    }
}
