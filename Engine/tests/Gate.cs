using System.Collections.Concurrent;

namespace OrleansCalls.Engine.Tests;

/// <summary>Holds a grain until the test lets it continue. Each has a name that only one test uses.</summary>
public sealed class Gate
{
    private static readonly ConcurrentDictionary<string, Gate> Gates = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when somebody waits at the gate.</summary>
    public Task Entered => _entered.Task;

    public static Gate Of(string name) => Gates.GetOrAdd(name, _ => new());

    /// <summary>Waits until the gate is open.</summary>
    public Task Pass()
    {
        _entered.TrySetResult();
        return _open.Task;
    }

    public void Open() => _open.TrySetResult();
}
