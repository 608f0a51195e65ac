using System.Collections.Immutable;

namespace Orleans.Runtime.Cluster;

/// <summary>
/// Knows which silos may still hold a grain that now belongs to this silo: those it belonged to in an earlier view, until they report that
/// they have released it. A silo that is gone holds nothing; the store refuses what it still tries to write.
/// </summary>
/// <remarks>
/// Silos report grain by grain, because a grain that is still finishing a request may be waiting for another one to be activated here.
/// </remarks>
internal sealed class HandOver(SiloAddress self)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SiloAddress, (long Version, ImmutableHashSet<GrainId> Grains)> _held = [];
    private readonly List<ImmutableArray<SiloAddress>> _since = [];
    private MembershipView _view = MembershipView.Empty;
    private ImmutableArray<SiloAddress> _holders = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>There is a new view. Besides its silos, those <paramref name="leaving"/> may hold grains.</summary>
    public void Change(MembershipView view, ImmutableArray<SiloAddress> leaving)
    {
        lock (_gate)
        {
            // A silo that joins does not know earlier views: any silo may hold any grain.
            _since.Add(_view.Live.Contains(self) ? _view.Live : default);
            _view = view;
            _holders = [.. view.Live.Concat(leaving).Where(silo => !silo.Equals(self))];
            Settle();
        }
    }

    /// <summary>Of the grains that moved away up to this version, a silo still holds these.</summary>
    public void Report(SiloAddress silo, long version, ImmutableHashSet<GrainId> held)
    {
        lock (_gate)
        {
            // For one version, a silo holds ever fewer.
            if (_held.TryGetValue(silo, out var known)
                && (version < known.Version || (version == known.Version && held.Count >= known.Grains.Count)))
                return;
            _held[silo] = (version, held);
            Settle();
        }
    }

    /// <summary>Completes when no other silo holds the grain.</summary>
    public async Task Released(GrainId grain)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (!_holders.Any(silo => MayHold(silo, grain)))
                    return;
                changed = _changed.Task;
            }

            await changed;
        }
    }

    private bool MayHold(SiloAddress silo, GrainId grain) =>
        !(_held.TryGetValue(silo, out var held) && held.Version >= _view.Version && !held.Grains.Contains(grain))
        && _since.Exists(live => live.IsDefault || silo.Equals(Placement.Home(grain, live)));

    // Under the gate.
    private void Settle()
    {
        if (_holders.All(silo => _held.TryGetValue(silo, out var held) && held.Version >= _view.Version && held.Grains.IsEmpty))
            _since.Clear();
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }
}
