using System.Collections.Concurrent;
using System.Collections.Immutable;
using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Cluster;

/// <summary>A cluster within one process: who is in it, and the way from each to each.</summary>
internal sealed class InProcessCluster
{
    private readonly ConcurrentDictionary<SiloAddress, Node> _nodes = new();
    private readonly Dictionary<SiloAddress, long> _released = [];
    private readonly Lock _gate = new();
    private MembershipView _settled = MembershipView.Empty;
    private TaskCompletionSource _settling = new();

    public ClusterMemory Memory { get; } = new();

    public MembershipView View { get; private set; } = MembershipView.Empty;

    /// <summary>Adds a silo, which thereby becomes home to grains, or a client.</summary>
    public IClusterLink Join(Node node)
    {
        lock (_gate)
        {
            if (!node.Address.IsClient && _nodes.Keys.Any(known => !known.IsClient && known.Endpoint.Equals(node.Address.Endpoint)))
                throw new OrleansConfigurationException($"{node.Address.Endpoint} is in use by another silo of this process.");
            _nodes[node.Address] = node;
        }

        var link = new Link(this, node);
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
        _nodes.TryRemove(gone, out _);
        Leave(gone);
        if (drained)
            return;
        foreach (var node in _nodes.Values)
            node.Lost(gone);
    }

    private void Change(Func<ImmutableArray<SiloAddress>, ImmutableArray<SiloAddress>> change)
    {
        MembershipView view;
        lock (_gate)
        {
            View = view = new(View.Version + 1, change(View.Live));
            if (_settling.Task.IsCompleted)
                _settling = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Settle();
        }

        foreach (var node in _nodes.Values)
            node.OnViewChanged(view);
    }

    private void Report(SiloAddress silo, MembershipView view)
    {
        lock (_gate)
        {
            _released[silo] = Math.Max(view.Version, _released.GetValueOrDefault(silo));
            Settle();
        }
    }

    // Under the gate: the view is settled when every silo that may still hold grains has let go of what moved away.
    private void Settle()
    {
        if (_nodes.Values.Any(node => !node.Address.IsClient && _released.GetValueOrDefault(node.Address) < View.Version))
            return;
        _settled = View;
        _settling.TrySetResult();
    }

    private Task Released(GrainId grain)
    {
        lock (_gate)
        {
            var moved = _settled.Version != View.Version && _settled.Live.Length > 0 && Placement.Home(grain, _settled.Live)?.Equals(Placement.Home(grain, View.Live)) == false;
            return moved ? _settling.Task : Task.CompletedTask;
        }
    }

    private sealed class Link(InProcessCluster cluster, Node node) : IClusterLink
    {
        private volatile bool _cut;

        public MembershipView View => cluster.View;

        public Task Released(GrainId grain, MembershipView view) => cluster.Released(grain);

        public void ReportReleased(MembershipView view) => cluster.Report(node.Address, view);

        public void Send(SiloAddress to, Message message)
        {
            if (_cut)
                return;
            if (cluster._nodes.TryGetValue(to, out var target))
            {
                if (message.Deadline != long.MaxValue && !ReferenceEquals(node.Time, target.Time))
                    message.Deadline = target.Time.GetTimestamp() + (long)((message.Deadline - node.Time.GetTimestamp()) / (double)node.Time.TimestampFrequency * target.Time.TimestampFrequency);
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
    }
}
