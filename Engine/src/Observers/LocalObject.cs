using Microsoft.Extensions.Logging;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Observers;

/// <summary>An object that grains may call. Calls run one after another, in the order of their arrival.</summary>
internal sealed partial class LocalObject : IRequestHost, IThreadPoolWorkItem
{
    private readonly Node _node;
    private readonly GrainId _id;
    private readonly WeakReference _target;
    private readonly object? _root;
    private readonly Queue<Message> _waiting = new();
    private bool _running;
    private Phase _phase;

    public LocalObject(Node node, GrainId id, object target, bool keepsAlive)
    {
        _node = node;
        _id = id;
        _target = new(target);
        _root = keepsAlive ? target : null;
    }

    public void Receive(Message message)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(message);
            if (_running)
                return;
            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    void IRequestHost.Succeeded<T>(Message message, T value)
    {
        message.Span?.Dispose();
        Ended();
        _node.Respond(message, value);
    }

    void IRequestHost.Failed(Message message, Exception error)
    {
        CallTracing.Failed(message.Span, error);
        message.Span?.Dispose();
        LogFailed(_node.Log, error, message);
        Ended();
        _node.Reject(message, error);
    }

    // Runs calls one after another as long as they complete synchronously; after one that awaits, its completion continues.
    void IThreadPoolWorkItem.Execute()
    {
        var context = ExecutionContext.Capture()!;
        do
        {
            Message? message;
            lock (_waiting)
            {
                if (!_waiting.TryDequeue(out message))
                {
                    _running = false;
                    return;
                }

                _phase = Phase.Running;
            }

            Run(message);
            ExecutionContext.Restore(context);
        }
        while (!Leave());
    }

    private void Run(Message message)
    {
        if ((_root ?? _target.Target) is not { } target)
        {
            LogCollected(_node.Log, _id);
            _node.Objects.Remove(_id);
            Ended();
            _node.Reject(message, new ClientNotAvailableException(_id));
            return;
        }

        CallTracing.StartIncoming(message);
        message.Request.Run(target, message, this);
    }

    /// <summary>Whether the call still runs; its completion then starts the next one.</summary>
    private bool Leave()
    {
        lock (_waiting)
        {
            if (_phase is Phase.Ended)
                return false;
            _phase = Phase.Left;
            return true;
        }
    }

    private void Ended()
    {
        lock (_waiting)
        {
            var left = _phase is Phase.Left;
            _phase = Phase.Ended;
            if (!left)
                return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An observer failed in {Message}.")]
    private static partial void LogFailed(ILogger logger, Exception error, Message message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Observer {Id} was called after it had been garbage-collected.")]
    private static partial void LogCollected(ILogger logger, GrainId id);

    // A call runs; it has returned at its first await; it has ended.
    private enum Phase
    {
        Running,
        Left,
        Ended,
    }
}
