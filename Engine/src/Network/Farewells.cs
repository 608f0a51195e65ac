using System.Collections.Concurrent;

namespace Orleans.Runtime.Network;

/// <summary>
/// Who has said that nothing more comes from them. A silo that leaves says so to everybody, and is done when the last of those that may
/// still send to it has said the same.
/// </summary>
internal sealed class Farewells(Func<IEnumerable<SiloAddress>> peers)
{
    private readonly ConcurrentDictionary<SiloAddress, bool> _said = new();
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _leaving;

    /// <summary>Whether this silo leaves.</summary>
    public bool Leaving => _leaving;

    /// <summary>Those that may still send.</summary>
    public IEnumerable<SiloAddress> Missing => peers().Where(peer => !Has(peer));

    /// <summary>Whether a peer has said it.</summary>
    public bool Has(SiloAddress peer) => _said.ContainsKey(peer);

    /// <summary>A peer says it.</summary>
    public void Note(SiloAddress peer)
    {
        _said[peer] = true;
        Check();
    }

    /// <summary>A peer comes anew, or is gone.</summary>
    /// <returns>Whether it had said it.</returns>
    public bool Forget(SiloAddress peer) => _said.TryRemove(peer, out _);

    /// <summary>This silo leaves.</summary>
    public void Begin() => _leaving = true;

    /// <summary>Completes when all have said it.</summary>
    public Task All()
    {
        Check();
        return _all.Task;
    }

    private void Check()
    {
        if (_leaving && !Missing.Any())
            _all.TrySetResult();
    }
}
