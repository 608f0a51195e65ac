using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Network;

/// <summary>
/// The connection to one silo, made anew whenever it breaks. Messages sent meanwhile wait for the outcome of one attempt. The other
/// end is probed, and silence counts as a break.
/// </summary>
internal sealed partial class SiloLink(SiloAddress silo, IPEndPoint endpoint, Dialer dialer, NetworkSetup setup, ILinkOwner owner)
{
    private readonly NetworkSettings _settings = setup.Settings;
    private readonly TimeProvider _time = setup.Node.Time;
    private readonly ILogger _log = setup.Log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly Queue<Message> _waiting = new();
    private Connection? _connection;
    private Task _running = Task.CompletedTask;
    private bool _connecting = true;
    private bool _retired;
    private int _unanswered;

    public SiloAddress Silo => silo;

    /// <summary>Whether the silo can be reached now.</summary>
    public bool IsConnected => _connection is not null && !_retired;

    /// <summary>Completes when the first attempt has succeeded or failed.</summary>
    public Task FirstAttempt => _firstAttempt.Task;

    /// <summary>Why the last attempt failed, or null.</summary>
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
            if (_waiting.Count >= _settings.MaxQueuedMessages)
                return SendResult.Full;
            _waiting.Enqueue(message);
            return SendResult.Sent;
        }
    }

    public void Send(FrameKind kind, byte[]? payload = null) => _connection?.Send(kind, payload);

    /// <summary>The other silo leaves in order: it is told that nothing more comes, and is still listened to.</summary>
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

    /// <summary>Sends what is queued, then closes for good.</summary>
    public async Task Finish(TimeSpan patience)
    {
        await _stopping.CancelAsync();
        _connection?.Finish();
        try
        {
            await _running.WaitAsync(patience, _time);
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
        var retry = _settings.FirstRetry;
        while (!_stopping.IsCancellationRequested && !_retired)
        {
            try
            {
                await dialer.Dial(endpoint, silo, (context, peer) =>
                {
                    (retry, _unanswered) = (_settings.FirstRetry, 0);
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
            retry = retry * 2 < _settings.LastRetry ? retry * 2 : _settings.LastRetry;
            lock (_gate)
                _connecting = true;
        }

        GiveUp();
    }

    private async Task Serve(ConnectionContext context, SiloAddress peer)
    {
        var connection = new Connection(context, peer, setup.Codec, _settings);
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var message))
                connection.Send(message);
            _connection = connection;
        }

        // Only now: what the owner announces from here on reaches this connection too, and it repeats what it announced before.
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

    // Anything received shows that the other end is alive. A probe that this process was too busy to send in time does not count.
    private async Task Probe(Connection connection, CancellationToken cancellation)
    {
        var (heard, missed) = (-1L, 0);
        try
        {
            while (true)
            {
                connection.Send(FrameKind.Ping);
                var sent = _time.GetTimestamp();
                await Task.Delay(_settings.ProbePeriod, _time, cancellation);
                var punctual = _time.GetElapsedTime(sent) < 1.5 * _settings.ProbePeriod;
                missed = connection.Heard != heard ? 0 : punctual ? missed + 1 : missed;
                heard = connection.Heard;
                if (missed < _settings.MaxMissedProbes)
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
        // A refused connection means death; a timeout, perhaps only a busy silo, is one missed probe.
        if (error is not TimeoutException || ++_unanswered >= _settings.MaxMissedProbes)
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
            await Task.Delay(delay, _time, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No connection to {Silo}. {Why}")]
    private partial void LogFailed(SiloAddress silo, string why);
}

/// <summary>Whom a link belongs to.</summary>
internal interface ILinkOwner : IFrameHandler
{
    void Connected(SiloLink link, Connection connection);

    /// <summary>The connection broke; the next attempt is about to begin.</summary>
    void Disconnected(SiloLink link);

    void Failed(SiloLink link, Exception error);

    /// <summary>The message waited for an attempt, which failed.</summary>
    void Unreachable(SiloLink link, Message message);
}
