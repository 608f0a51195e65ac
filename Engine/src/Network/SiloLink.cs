using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Wire;

namespace Orleans.Runtime.Network;

/// <summary>
/// The way to one silo: a connection that is made again whenever it breaks. Messages that come while it is being made wait for that
/// one attempt. The silo at the other end is probed, and its silence counts as a break.
/// </summary>
internal sealed partial class SiloLink(SiloAddress silo, IPEndPoint endpoint, Dialer dialer, MessageCodec codec, NetworkSettings settings, TimeProvider time, ILinkOwner owner, ILogger log)
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly Queue<Message> _waiting = new();
    private Connection? _connection;
    private Task _running = Task.CompletedTask;
    private bool _connecting = true;
    private bool _retired;
    private int _unanswered;

    /// <summary>The silo at the other end.</summary>
    public SiloAddress Silo => silo;

    /// <summary>Whether the silo can be reached now.</summary>
    public bool IsConnected => _connection is not null && !_retired;

    /// <summary>Ends when the first attempt has succeeded or failed.</summary>
    public Task FirstAttempt => _firstAttempt.Task;

    /// <summary>Why the last attempt failed; null when it did not.</summary>
    public Exception? Failure { get; private set; }

    public void Start()
    {
        using (ExecutionContext.SuppressFlow())
            _running = Task.Run(Run);
    }

    public SendResult Send(Message message)
    {
        lock (_gate)
        {
            if (_connection is { } connection && !_retired)
                return connection.Send(message);
            if (!_connecting || _retired)
                return SendResult.Closed;
            if (_waiting.Count >= settings.MaxQueuedMessages)
                return SendResult.Full;
            _waiting.Enqueue(message);
            return SendResult.Sent;
        }
    }

    public void Send(FrameKind kind, byte[]? payload = null) => _connection?.Send(kind, payload);

    /// <summary>The silo leaves in order: it is told that nothing more comes, and what comes from it is still heard.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            if (_retired)
                return;
            _retired = true;
            _connection?.Send(FrameKind.Goodbye);
        }
    }

    /// <summary>Sends what waits and closes for good.</summary>
    public async Task Finish(TimeSpan patience)
    {
        await _stopping.CancelAsync();
        _connection?.Finish();
        try
        {
            await _running.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            _connection?.Abort();
        }
    }

    /// <summary>Closes at once and for good.</summary>
    public void Abort()
    {
        _stopping.Cancel();
        _connection?.Abort();
    }

    private async Task Run()
    {
        var retry = settings.FirstRetry;
        while (!_stopping.IsCancellationRequested && !_retired)
        {
            try
            {
                await dialer.Dial(endpoint, silo, (context, peer) =>
                {
                    (retry, _unanswered) = (settings.FirstRetry, 0);
                    return Serve(context, peer);
                }, _stopping.Token);
                continue;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                Failed(error);
            }

            await Wait(retry);
            retry = retry * 2 < settings.LastRetry ? retry * 2 : settings.LastRetry;
            lock (_gate)
                _connecting = true;
        }

        GiveUp();
    }

    private async Task Serve(ConnectionContext context, SiloAddress peer)
    {
        var connection = new Connection(context, peer, codec, settings);
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var message))
                connection.Send(message);
            _connection = connection;
        }

        // Only now: what the owner says to all from here on goes through this connection, and what it said before it says again.
        owner.Connected(this, connection);

        Failure = null;
        _firstAttempt.TrySetResult();
        if (_stopping.IsCancellationRequested)
            connection.Finish();
        using var probing = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var probe = Probe(connection, probing.Token);
        await connection.Run(owner);
        await probing.CancelAsync();
        await probe;
        lock (_gate)
            (_connection, _connecting) = (null, true);
        owner.Disconnected(this);
    }

    // Anything that comes in shows that the other end lives. A probe that this process was too busy to send in time does not count.
    private async Task Probe(Connection connection, CancellationToken cancellation)
    {
        var (heard, missed) = (-1L, 0);
        try
        {
            while (true)
            {
                connection.Send(FrameKind.Ping);
                var sent = time.GetTimestamp();
                await Task.Delay(settings.ProbePeriod, time, cancellation);
                var punctual = time.GetElapsedTime(sent) < 1.5 * settings.ProbePeriod;
                missed = connection.Heard != heard ? 0 : punctual ? missed + 1 : missed;
                heard = connection.Heard;
                if (missed < settings.MaxMissedProbes)
                    continue;
                Failed(new IOException($"{silo} answered none of {missed} probes."));
                connection.Abort();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
    }

    private void Failed(Exception error)
    {
        if (Failure?.Message.Equals(error.Message, StringComparison.Ordinal) != true)
            LogFailed(silo, error.Message);
        Failure = error;
        GiveUp();
        _firstAttempt.TrySetResult();
        // Who refuses is gone; who is slow to answer, and perhaps only busy, has missed one probe.
        if (error is not TimeoutException || ++_unanswered >= settings.MaxMissedProbes)
            owner.Failed(this, error);
    }

    private void GiveUp()
    {
        Message[] waiting;
        lock (_gate)
        {
            _connecting = false;
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var message in waiting)
            owner.Unreachable(this, message);
    }

    private async Task Wait(TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, time, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No connection with {Silo}. {Why}")]
    private partial void LogFailed(SiloAddress silo, string why);
}

/// <summary>Whom a link works for.</summary>
internal interface ILinkOwner : IFrameHandler
{
    void Connected(SiloLink link, Connection connection);

    /// <summary>The connection broke; the next attempt is about to begin.</summary>
    void Disconnected(SiloLink link);

    /// <summary>An attempt failed.</summary>
    void Failed(SiloLink link, Exception error);

    /// <summary>The message waited for an attempt that failed.</summary>
    void Unreachable(SiloLink link, Message message);
}
