using System.IO.Pipelines;
using System.Net.Security;

namespace OrleansCalls.Tls;

/// <summary>
/// The outgoing half of an encrypted connection. Completing it tells the other end that nothing more comes and completes the half beneath,
/// while the incoming half stays open, so that silos part without losing a message.
/// </summary>
internal sealed class TlsWriter(SslStream tls, PipeWriter plain) : PipeWriter
{
    private readonly PipeWriter _writer = Create(tls, new StreamPipeWriterOptions(leaveOpen: true));
    private int _completed;

    public override bool CanGetUnflushedBytes => _writer.CanGetUnflushedBytes;

    public override long UnflushedBytes => _writer.UnflushedBytes;

    public override void Advance(int bytes) => _writer.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _writer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _writer.GetSpan(sizeHint);

    public override void CancelPendingFlush() => _writer.CancelPendingFlush();

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        _writer.FlushAsync(cancellationToken);

    public override void Complete(Exception? exception = null) => _ = CompleteAsync(exception).AsTask();

    public override async ValueTask CompleteAsync(Exception? exception = null)
    {
        if (Interlocked.Exchange(ref _completed, 1) != 0)
            return;
        try
        {
            await _writer.CompleteAsync(exception);
            await tls.ShutdownAsync();
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or OperationCanceledException)
        {
            // The other end is gone.
        }

        await plain.CompleteAsync(exception);
    }
}
