using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Manifest;
using Orleans.Storage;

namespace Orleans.Runtime.Activations;

/// <summary>A grain in memory. It runs its requests one after another.</summary>
internal sealed partial class Activation : TurnQueue, IGrainContext, IRequestHost
{
    /// <summary>How long an activation or a deactivation may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Catalog _catalog;
    private readonly GrainLife _life;
    private readonly Queue<Message> _waiting = new();
    private readonly TaskCompletionSource _deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GrainReference? _reference;
    private ActivationState _state;
    private DeactivationReason _reason;
    private bool _running;
    private bool _wasValid;
    private bool _finishing;
    private long _lastUse;

    public Activation(Catalog catalog, GrainClass grainClass, GrainId id)
    {
        _catalog = catalog;
        Class = grainClass;
        GrainId = id;
        _life = new(this, grainClass, catalog.Node.Services);
        _lastUse = Node.Time.GetTimestamp();
    }

    public GrainId GrainId { get; }

    public GrainClass Class { get; }

    public Node Node => _catalog.Node;

    public IServiceProvider ActivationServices => _life.Services;

    public Task Deactivated => _deactivated.Task;

    public GrainReference GrainReference => _reference ??= Class.CreateReference(Node, GrainId);

    protected override IGrainContext Owner => this;

    public override string ToString() => $"[{GrainId} {_state}]";

    /// <summary>Has a state read before the grain is activated.</summary>
    public void AddState(Func<Task> read) => _life.AddState(read);

    public void AddTimer(IDisposable timer) => _life.AddTimer(timer);

    public void RemoveTimer(IDisposable timer) => _life.RemoveTimer(timer);

    public void Activate() => Schedule(Begin);

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (Gate)
        {
            if (_state is ActivationState.Deactivating or ActivationState.Invalid)
                return;

            _wasValid = _state is ActivationState.Valid;
            _state = ActivationState.Deactivating;
            _reason = deactivationReason;
            if (_wasValid && !_running)
                FinishDeactivation();
        }
    }

    /// <summary>Deactivates the grain if it has been idle for this long, or else for as long as its class allows.</summary>
    public void DeactivateIfIdle(long now, TimeSpan? age = null)
    {
        lock (Gate)
        {
            var limit = age ?? Class.AgeLimit ?? _catalog.CollectionAge;
            if (_state is ActivationState.Valid && !_running && !HasWork && Node.Time.GetElapsedTime(_lastUse, now) >= limit)
                Deactivate(new(DeactivationReasonCode.ActivationIdle, $"Nobody called for {limit}."));
        }
    }

    /// <summary>Accepts a request; false when this activation is gone and another one must accept it.</summary>
    public bool Receive(Message message)
    {
        LimitExceededException? overload = null;
        lock (Gate)
        {
            if (_state is ActivationState.Invalid)
                return false;
            if (message.IsLocalOnly && _state is ActivationState.Deactivating)
                return true;

            var limit = _catalog.QueueLimit;
            var count = _waiting.Count + (_running ? 1 : 0);
            if (limit > 0 && count > limit && !message.IsLocalOnly)
                overload = new(nameof(SiloMessagingOptions.MaxEnqueuedRequestsHardLimit), count, limit, this);
            else
                _waiting.Enqueue(message);
            if (_state is ActivationState.Valid)
                StartNext();
        }

        if (overload is not null)
            Node.Reject(message, overload);
        return true;
    }

    void IRequestHost.Succeeded<T>(Message message, T value)
    {
        message.Span?.Dispose();

        // First the request ends, so that whoever receives the response finds the grain as it is afterwards.
        Ended(message);
        Node.Respond(message, value);
    }

    void IRequestHost.Failed(Message message, Exception error)
    {
        CallTracing.Failed(message.Span, error);
        message.Span?.Dispose();
        if (error is InconsistentStateException { IsSourceActivation: true } stale)
        {
            // This activation's state is not the stored one. Only the next activation can tell what is.
            stale.IsSourceActivation = false;
            Deactivate(new(DeactivationReasonCode.ApplicationError, stale, "The stored state is not the one that was read."));
        }

        if (message.Kind is MessageKind.OneWay)
            LogOneWayFailed(Node.Log, error, message);
        Ended(message);
        Node.Reject(message, error);
    }

    protected override void Run(object work)
    {
        switch (work)
        {
            case Message message:
                Invoke(message);
                break;
            case Func<Task> step:
                _ = step();
                break;
        }
    }

    protected override void Unexpected(Exception error) => LogUnexpected(Node.Log, error, GrainId);

    private void Schedule(Func<Task> step) => Enqueue(step);

    private void Invoke(Message message)
    {
        // The caller of an expired request waits no longer.
        if (message.Deadline < Node.Time.GetTimestamp())
        {
            Ended(message);
            return;
        }

        CallTracing.StartIncoming(message);
        message.Request.Run(_life.Grain!, message, this);
    }

    private void Ended(Message message)
    {
        lock (Gate)
        {
            _running = false;
            if (message.IsKeepAlive)
                _lastUse = Node.Time.GetTimestamp();
            StartNext();
        }
    }

    // Under the gate.
    private void StartNext()
    {
        if (_running)
            return;
        if (_state is ActivationState.Deactivating)
        {
            FinishDeactivation();
        }
        else if (_state is ActivationState.Valid && _waiting.TryDequeue(out var next))
        {
            _running = true;
            Enqueue(next);
        }
    }

    private async Task Begin()
    {
        try
        {
            if (!Node.HomeOf(GrainId).Equals(Node.Address))
                Deactivate(new(DeactivationReasonCode.Migrating, "The grain now belongs to another silo."));
            using var timeout = new CancellationTokenSource(Patience, Node.Time);
            if (_state is ActivationState.Activating)
                await Node.Link.Released(GrainId, Node.View).WaitAsync(timeout.Token);
            if (_state is ActivationState.Activating)
                await _life.Begin(timeout.Token);
            lock (Gate)
            {
                if (_state is ActivationState.Activating)
                    _state = ActivationState.Valid;
                _lastUse = Node.Time.GetTimestamp();
                StartNext();
            }

            LogActivated(Node.Log, GrainId);
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

    // Under the gate.
    private void FinishDeactivation()
    {
        if (_finishing)
            return;
        _finishing = true;
        Schedule(End);
    }

    private async Task End()
    {
        using var timeout = new CancellationTokenSource(Patience, Node.Time);
        await _life.End(_reason, tellGrain: _wasValid && _catalog.IsAlive, timeout.Token);
        Message[] waiting;
        lock (Gate)
        {
            _state = ActivationState.Invalid;
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        _catalog.Remove(this);
        LogDeactivated(Node.Log, GrainId, _reason.ReasonCode);
        foreach (var message in waiting.Where(message => !message.IsLocalOnly))
        {
            if (!_wasValid && _reason.Exception is { } error)
                Node.Reject(message, error);
            else
                Node.Route(message);
        }

        // Only now may the silo stop: nobody waits for anything here any more.
        _deactivated.TrySetResult();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A turn of {GrainId} failed.")]
    private static partial void LogUnexpected(ILogger logger, Exception error, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Message} failed, and nobody waits for it.")]
    private static partial void LogOneWayFailed(ILogger logger, Exception error, Message message);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Activated {GrainId}.")]
    private static partial void LogActivated(ILogger logger, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Deactivated {GrainId}: {Reason}.")]
    private static partial void LogDeactivated(ILogger logger, GrainId grainId, DeactivationReasonCode reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{GrainId} could not be activated.")]
    private static partial void LogActivationFailed(ILogger logger, Exception error, GrainId grainId);
}
