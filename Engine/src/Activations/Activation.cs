using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Manifest;
using Orleans.Storage;

namespace Orleans.Runtime.Activations;

/// <summary>One grain in memory: its requests, its turns and its life.</summary>
internal sealed partial class Activation : TurnQueue, IGrainContext, IRequestHost
{
    private readonly Catalog _catalog;
    private readonly AsyncServiceScope _scope;
    private readonly GrainLifecycle _lifecycle = new();
    private readonly TaskCompletionSource _deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GrainReference? _reference;

    public Activation(Catalog catalog, GrainClass grainClass, GrainId id)
    {
        _catalog = catalog;
        Class = grainClass;
        GrainId = id;
        _admission = new(grainClass.IsReentrant);
        _scope = catalog.Node.Services.CreateAsyncScope();
        _lastUse = Node.Time.GetTimestamp();
    }

    public GrainId GrainId { get; }

    public GrainClass Class { get; }

    public Node Node => _catalog.Node;

    public object? GrainInstance { get; private set; }

    public ActivationId ActivationId { get; } = ActivationId.NewId();

    public IServiceProvider ActivationServices => _scope.ServiceProvider;

    public IGrainLifecycle ObservableLifecycle => _lifecycle;

    public Task Deactivated => _deactivated.Task;

    public GrainReference GrainReference => _reference ??= Class.CreateReference(Node, GrainId);

    protected override IGrainContext Owner => this;

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override string ToString() => $"[{GrainId} {ActivationId} {_state}]";

    void IRequestHost.Succeeded<T>(Message message, T value)
    {
        message.Span?.Dispose();
        // Who gets the response finds the grain as it is after the request.
        Ended(message);
        Node.Respond(message, value);
    }

    void IRequestHost.Failed(Message message, Exception error)
    {
        CallTracing.Failed(message.Span, error);
        message.Span?.Dispose();
        if (error is InconsistentStateException { IsSourceActivation: true } stale)
        {
            // What this activation holds is not what the store holds; only the next activation can know.
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
        if (_catalog.Settings.DropExpired && message.Deadline < Node.Time.GetTimestamp())
        {
            Ended(message);
            return;
        }

        if (message.Context is { } values)
            RequestContext.Current = values;
        var request = message.Request;
        if (request.IsCancellable)
            request.Cancellation = Cancellable(message, request.Cancellation);

        CallTracing.StartIncoming(message);
        request.Run(GrainInstance!, message, this);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A turn of {GrainId} failed.")]
    private static partial void LogUnexpected(ILogger logger, Exception error, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Message} failed, and nobody waits for it.")]
    private static partial void LogOneWayFailed(ILogger logger, Exception error, Message message);
}
