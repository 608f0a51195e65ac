using System.Collections.Immutable;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Network;

/// <summary>
/// Knows which silos may still hold a grain that this silo is now home to: those that were its home in a view since which they have
/// not said that they let go of what moved. A silo that is gone holds nothing; what it still tries to write, the store refuses.
/// </summary>
internal sealed class HandOver(SiloAddress self)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SiloAddress, long> _released = [];
    private readonly List<ImmutableArray<SiloAddress>> _since = [];
    private MembershipView _view = MembershipView.Empty;
    private ImmutableArray<SiloAddress> _holders = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>There is a new view. Besides its silos, those that are <paramref name="leaving"/> may hold grains.</summary>
    public void Change(MembershipView view, ImmutableArray<SiloAddress> leaving)
    {
        lock (_gate)
        {
            // A silo that comes in knows nothing of earlier views: then anybody may hold anything.
            _since.Add(_view.Live.Contains(self) ? _view.Live : default);
            _view = view;
            _holders = [.. view.Live.Concat(leaving).Where(silo => !silo.Equals(self))];
            Settle();
        }
    }

    /// <summary>A silo has let go of all that moved away from it up to this version.</summary>
    public void Report(SiloAddress silo, long version)
    {
        lock (_gate)
        {
            if (version <= _released.GetValueOrDefault(silo))
                return;
            _released[silo] = version;
            Settle();
        }
    }

    /// <summary>Ends when no other silo holds the grain.</summary>
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
        _released.GetValueOrDefault(silo) < _view.Version
        && _since.Exists(live => live.IsDefault || silo.Equals(Placement.Home(grain, live)));

    // Under the gate.
    private void Settle()
    {
        if (_holders.All(silo => _released.GetValueOrDefault(silo) >= _view.Version))
            _since.Clear();
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }
}
