using System.Runtime.InteropServices;

namespace OrleansCalls.Load;

/// <summary>Ctrl-C or SIGTERM, which end the run but not before what it started.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Listens from now on.</summary>
    public StopSignal() => _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(
        signal, context =>
        {
            context.Cancel = true;
            _asked.Cancel();
        }))];

    /// <summary>Cancelled when the run shall end.</summary>
    public CancellationToken Token => _asked.Token;

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _asked.Dispose();
    }
}
