using Microsoft.Extensions.Logging;
using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Activations;

/// <content>How an activation begins and ends.</content>
internal sealed partial class Activation
{
    private ActivationState _state;
    private DeactivationReason _reason;
    private bool _wasValid;
    private bool _finishing;
    private long _keepUntil = long.MinValue;
    private HashSet<IDisposable>? _timers;

    /// <summary>Begins its life; the request that caused it gives the flow of values.</summary>
    public void Activate(RequestValues? context) => Schedule(() => ActivateAsync(context));

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (Gate)
        {
            if (_state is ActivationState.Deactivating or ActivationState.Invalid)
                return;

            _wasValid = _state is ActivationState.Valid;
            _state = ActivationState.Deactivating;
            _reason = deactivationReason;
            if (_wasValid && _admission.Running == 0)
                FinishDeactivation();
        }
    }

    /// <summary>Leaves memory if nothing used it for longer than the age.</summary>
    public void DeactivateIfIdle(long now, TimeSpan? age = null)
    {
        lock (Gate)
        {
            var limit = age ?? _catalog.Settings.AgeOf(Class);
            if (_state is ActivationState.Valid && _admission is { Running: 0, Waiting: 0 } && !HasWork && now >= _keepUntil && Node.Time.GetElapsedTime(_lastUse, now) >= limit)
                Deactivate(new(DeactivationReasonCode.ActivationIdle, $"Nobody called for {limit}."));
        }
    }

    public void DelayDeactivation(TimeSpan span)
    {
        lock (Gate)
        {
            _keepUntil = span == Timeout.InfiniteTimeSpan || span == TimeSpan.MaxValue ? long.MaxValue
                : span <= TimeSpan.Zero ? long.MinValue
                : Node.Time.GetTimestamp() + (long)Math.Min(span.TotalSeconds * Node.Time.TimestampFrequency, long.MaxValue / 4);
        }
    }

    public void AddTimer(IDisposable timer)
    {
        lock (Gate)
            (_timers ??= []).Add(timer);
    }

    public void RemoveTimer(IDisposable timer)
    {
        lock (Gate)
            _timers?.Remove(timer);
    }

    private async Task ActivateAsync(RequestValues? context)
    {
        try
        {
            if (!Node.HomeOf(GrainId).Equals(Node.Address))
                Deactivate(new(DeactivationReasonCode.Migrating, "The grain's home became another silo."));
            var grain = _state is ActivationState.Activating ? await BeginLife(context) : null;
            lock (Gate)
            {
                GrainInstance = grain;
                if (_state is ActivationState.Activating)
                    _state = ActivationState.Valid;
                _lastUse = Node.Time.GetTimestamp();
                StartWaiting();
            }

            LogActivated(Node.Log, GrainId, ActivationId);
        }
        catch (Exception error)
        {
            LogActivationFailed(Node.Log, error, GrainId);
            lock (Gate)
            {
                _state = ActivationState.Deactivating;
                _reason = new(DeactivationReasonCode.ActivationFailed, error, "Failed to activate grain.");
                FinishDeactivation();
            }
        }
    }

    private async Task<object?> BeginLife(RequestValues? context)
    {
        using var timeout = new CancellationTokenSource(_catalog.Settings.ActivationTimeout, Node.Time);
        await Node.Link.Released(GrainId, Node.View).WaitAsync(timeout.Token);
        if (_state is not ActivationState.Activating)
            return null;
        RequestContext.Current = context;
        var grain = Class.Construct(ActivationServices, this);
        GrainInstance = grain;
        await _lifecycle.OnStart(timeout.Token).WaitAsync(timeout.Token);
        if (grain is IGrainBase known)
            await Begin(known, timeout.Token).WaitAsync(timeout.Token);
        return grain;
    }

    private static Task Begin(IGrainBase grain, CancellationToken cancellation) =>
        grain is Grain known ? known.OnActivateAsync(cancellation) : grain.OnActivateAsync(cancellation);

    private Task End(IGrainBase grain, CancellationToken cancellation) =>
        grain is Grain known ? known.OnDeactivateAsync(_reason, cancellation) : grain.OnDeactivateAsync(_reason, cancellation);

    // Under the gate.
    private void FinishDeactivation()
    {
        if (_finishing)
            return;
        _finishing = true;
        Schedule(EndLife);
    }

    private async Task EndLife()
    {
        using var timeout = new CancellationTokenSource(_catalog.Settings.DeactivationTimeout, Node.Time);
        DisposeTimers();
        try
        {
            if (_wasValid && GrainInstance is IGrainBase grain && _catalog.IsAlive)
                await End(grain, timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception error)
        {
            LogDeactivationFailed(Node.Log, error, GrainId);
        }

        try
        {
            await _lifecycle.OnStop(timeout.Token).WaitAsync(timeout.Token);
            if (GrainInstance is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else
                (GrainInstance as IDisposable)?.Dispose();
            await _scope.DisposeAsync();
        }
        catch (Exception error)
        {
            LogDeactivationFailed(Node.Log, error, GrainId);
        }

        LeaveMemory();
    }

    private void LeaveMemory()
    {
        Message[] waiting;
        lock (Gate)
        {
            _state = ActivationState.Invalid;
            waiting = _admission.TakeWaiting();
        }

        _catalog.Remove(this);
        LogDeactivated(Node.Log, GrainId, ActivationId, _reason.ReasonCode);
        foreach (var message in waiting)
        {
            if (message.IsLocalOnly)
                continue;
            if (!_wasValid && _reason.Exception is { } error)
                Node.Reject(message, error);
            else
                Node.Route(message);
        }

        // Only now may the silo go: nothing is left here that somebody waits for.
        _deactivated.TrySetResult();
    }

    private void DisposeTimers()
    {
        HashSet<IDisposable>? timers;
        lock (Gate)
        {
            timers = _timers;
            _timers = null;
        }

        foreach (var timer in timers ?? [])
            timer.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Activated {GrainId} {ActivationId}.")]
    private static partial void LogActivated(ILogger logger, GrainId grainId, ActivationId activationId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Deactivated {GrainId} {ActivationId}: {Reason}.")]
    private static partial void LogDeactivated(ILogger logger, GrainId grainId, ActivationId activationId, DeactivationReasonCode reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{GrainId} could not be activated.")]
    private static partial void LogActivationFailed(ILogger logger, Exception error, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Error, Message = "{GrainId} failed while it deactivated.")]
    private static partial void LogDeactivationFailed(ILogger logger, Exception error, GrainId grainId);
}
