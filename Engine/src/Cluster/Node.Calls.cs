using Orleans.Runtime.Calls;
using Orleans.Runtime.Observers;

namespace Orleans.Runtime.Cluster;

/// <content>What goes out: calls, what takes them back, and answers.</content>
internal sealed partial class Node
{
    private async Task<T> CallTraced<T>(GrainId target, Request request)
    {
        using var activity = CallTracing.StartOutgoing(request.Shape, target);
        try
        {
            return await CallPlain<T>(target, request);
        }
        catch (Exception error)
        {
            CallTracing.Failed(activity, error);
            throw;
        }
    }

    private Task<T> CallPlain<T>(GrainId target, Request request)
    {
        if (request.Shape.IsOneWay)
        {
            Start(target, request, null);
            return Task.FromResult(default(T)!);
        }

        var token = request.Cancellation;
        if (token.IsCancellationRequested)
            return Task.FromCanceled<T>(token);

        var caller = new PendingCall<T>();
        Start(target, request, caller);
        return caller.Task;
    }

    private void Start(GrainId target, Request request, PendingCall? caller)
    {
        var shape = request.Shape;
        var timeout = shape.ResponseTimeout ?? _settings.ResponseTimeout;
        var message = new Message
        {
            Kind = caller is null ? MessageKind.OneWay : MessageKind.Request,
            Id = Pending.NextId(),
            Sender = Address,
            Source = RuntimeContext.Current?.GrainId ?? Id,
            Target = target,
            Body = request,
            Context = RequestContext.Current,
            Trace = _tracing ? System.Diagnostics.Activity.Current?.Context ?? default : default,
            Deadline = Time.GetTimestamp() + (long)(timeout.TotalSeconds * Time.TimestampFrequency),
            IsAlwaysInterleave = shape.IsAlwaysInterleave,
            IsReadOnly = shape.IsReadOnly,
            Caller = caller,
        };

        if (caller is not null)
        {
            Pending.Add(message);
            if (request.IsCancellable && request.Cancellation is { CanBeCanceled: true } token)
                caller.OnCancel(token, cancelled => OnCallerCancelled((Message)cancelled!, token), message);
        }

        Route(message);
    }

    private void OnCallerCancelled(Message request, CancellationToken token)
    {
        if (!_settings.WaitForCancellationAcknowledgement)
            Pending.Fail(request.Id, new OperationCanceledException(token));
        SendCancel(request);
    }

    private void Abandon(Message request)
    {
        if (_settings.CancelRequestOnTimeout && request.Request.IsCancellable)
            SendCancel(request);
    }

    private void SendCancel(Message request)
    {
        var cancel = new Message { Kind = MessageKind.Cancel, Id = request.Id, Sender = Address, Source = request.Source, Target = request.Target };
        if (request.SentTo is { } elsewhere)
            Link.Send(elsewhere, cancel);
        else
            Receive(cancel);
    }

    private void Depart(SiloAddress home, Message message)
    {
        var forwarded = !message.Sender.Equals(Address);
        if (forwarded && message.Forwards >= _settings.MaxForwardCount)
            throw new OrleansMessageRejectionException($"{message} was sent on {message.Forwards} times and found no home.");
        if (message.Kind is MessageKind.Request)
        {
            // Who waits must know whom for: when this silo is gone, the request is not.
            if (forwarded)
                Link.Send(message.Sender, new Message { Kind = MessageKind.Forwarded, Id = message.Id, Sender = Address, Body = home });
            else
                Pending.Redirect(message.Id, home);
        }

        Link.Send(home, message.Depart(ObjectId.Is(message.Target) ? 0 : View.Version, forwarded));
    }

    private void SendResponse(Message request, Response response) =>
        Link.Send(request.Sender, new Message { Kind = MessageKind.Response, Id = request.Id, Sender = Address, Source = request.Target, Target = request.Source, Body = response });
}
