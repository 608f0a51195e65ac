using System.Diagnostics;

namespace Orleans.Runtime.Calls;

/// <summary>Has traces follow calls; tracing is on when this is registered.</summary>
internal sealed class CallTracing
{
    public static readonly CallTracing On = new();

    private static readonly ActivitySource Application = new("Microsoft.Orleans.Application", "1.1.0");
    private static readonly ActivitySource Runtime = new("Microsoft.Orleans.Runtime", "1.1.0");

    public static Activity? StartOutgoing(MethodShape shape, GrainId target) =>
        Describe(SourceOf(shape).StartActivity(shape.Name, ActivityKind.Client), shape, target);

    /// <summary>Starts the span of a request that runs here.</summary>
    public static void StartIncoming(Message message)
    {
        if (message.Trace.TraceId == default)
            return;
        var shape = message.Request.Shape;
        message.Span = Describe(SourceOf(shape).StartActivity(shape.Name, ActivityKind.Server, message.Trace), shape, message.Target);
    }

    public static void Failed(Activity? activity, Exception error)
    {
        activity?.SetStatus(ActivityStatusCode.Error, error.Message);
        activity?.AddException(error);
    }

    private static ActivitySource SourceOf(MethodShape shape) => shape.IsOfRuntime ? Runtime : Application;

    private static Activity? Describe(Activity? activity, MethodShape shape, GrainId target) =>
        activity is not { IsAllDataRequested: true } ? activity
            : activity.SetTag("rpc.system", "orleans").SetTag("rpc.method", shape.Name).SetTag("rpc.orleans.target_id", target.ToString());
}
