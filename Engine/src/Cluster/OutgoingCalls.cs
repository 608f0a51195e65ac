using System.Diagnostics;
using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Cluster;

/// <summary>The calls that a silo or client makes.</summary>
internal sealed class OutgoingCalls(Node node, TimeSpan responseTimeout)
{
    private readonly bool _tracing = node.Services.GetService(typeof(CallTracing)) is not null;

    public Task<T> Call<T>(GrainId target, Request request)
    {
        if (!_tracing || CallTracing.StartOutgoing(request.Shape, target) is not { } activity)
            return CallPlain<T>(target, request);
        try
        {
            return CallTraced<T>(activity, target, request);
        }
        finally
        {
            // The span is current for the call alone; its caller's is current again.
            Activity.Current = activity.Parent;
        }
    }

    private async Task<T> CallTraced<T>(Activity activity, GrainId target, Request request)
    {
        using (activity)
        {
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
    }

    private Task<T> CallPlain<T>(GrainId target, Request request)
    {
        var caller = request.Shape.IsOneWay ? null : new PendingCall<T>();
        var message = new Message
        {
            Kind = caller is null ? MessageKind.OneWay : MessageKind.Request,
            Id = node.Pending.NextId(),
            Sender = node.Address,
            Source = RuntimeContext.Current?.GrainId ?? node.Id,
            Target = target,
            Body = request,
            Trace = _tracing ? Activity.Current?.Context ?? default : default,
            Deadline = Deadline(request.Shape.ResponseTimeout ?? responseTimeout),
            Caller = caller,
        };
        if (caller is not null)
            node.Pending.Add(message);
        node.Route(message);
        return caller?.Task ?? Task.FromResult(default(T)!);
    }

    private long Deadline(TimeSpan timeout) => node.Time.GetTimestamp() + (long)(timeout.TotalSeconds * node.Time.TimestampFrequency);
}
