using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Activations;

/// <content>How requests come in, wait and end.</content>
internal sealed partial class Activation
{
    private readonly Admission _admission;
    private Dictionary<(SiloAddress, long), CancellationTokenSource>? _cancellations;
    private long _lastUse;

    /// <summary>Takes in a request; false when the activation is gone and another one must take it.</summary>
    public bool Receive(Message message)
    {
        LimitExceededException? overload = null;
        int crowded;
        lock (Gate)
        {
            if (_state is ActivationState.Invalid)
                return false;
            if (message.IsLocalOnly && _state is ActivationState.Deactivating)
                return true;

            var limit = _catalog.Settings.HardLimit;
            var count = _admission.Running + _admission.Waiting;
            if (limit > 0 && count > limit && !message.IsLocalOnly)
                overload = new(nameof(SiloMessagingOptions.MaxEnqueuedRequestsHardLimit), count, limit, this);
            else if (_state is not ActivationState.Valid || !_admission.TryStart(message))
                _admission.Wait(message);
            else
                Enqueue(message);
            crowded = _catalog.Settings.SoftLimit is > 0 and var soft && count > soft ? count : 0;
        }

        if (crowded > 0)
            LogCrowded(Node.Log, crowded, GrainId);
        if (overload is not null)
            Node.Reject(message, overload);
        return true;
    }

    /// <summary>The caller of this request no longer wants it.</summary>
    public void Cancel(Message cancel)
    {
        lock (Gate)
        {
            if (_cancellations?.TryGetValue((cancel.Sender, cancel.Id), out var running) == true)
                Schedule(() => Cancelled(running));
            else if (_admission.FindWaiting(waiting => waiting.Id == cancel.Id && waiting.Sender.Equals(cancel.Sender)) is { } waiting)
                waiting.Request.Cancellation = new CancellationToken(canceled: true);
        }
    }

    public void EnterReentrantSection(Guid chain)
    {
        lock (Gate)
            _admission.EnterReentrantSection(chain);
    }

    public void LeaveReentrantSection(Guid chain)
    {
        lock (Gate)
            _admission.LeaveReentrantSection(chain);
    }

    // The grain gets a token of its own, which is cancelled in one of its turns.
    private CancellationToken Cancellable(Message message, CancellationToken callers)
    {
        if (!callers.CanBeCanceled || callers.IsCancellationRequested)
            return callers;

        lock (Gate)
        {
            _cancellations ??= [];
            var source = new CancellationTokenSource();
            _cancellations[(message.Sender, message.Id)] = source;
            return source.Token;
        }
    }

    // What the grain registered with the token runs here, in a turn.
    private static Task Cancelled(CancellationTokenSource source)
    {
        source.Cancel();
        return Task.CompletedTask;
    }

    private void Ended(Message message)
    {
        lock (Gate)
        {
            _admission.End(message);
            if (message.IsKeepAlive)
                _lastUse = Node.Time.GetTimestamp();
            if (_cancellations is { Count: > 0 })
                _cancellations.Remove((message.Sender, message.Id));
            StartWaiting();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} requests run and wait at {GrainId}.")]
    private static partial void LogCrowded(ILogger logger, int count, GrainId grainId);

    private void StartWaiting()
    {
        if (_state is ActivationState.Valid)
        {
            while (_admission.TryStartWaiting() is { } next)
                Enqueue(next);
        }
        else if (_state is ActivationState.Deactivating && _admission.Running == 0)
        {
            FinishDeactivation();
        }
    }
}
