using System.Diagnostics;

namespace Orleans.Runtime.Calls;

/// <summary>Whether and how traces cross calls.</summary>
internal sealed class CallTracing
{
    public static readonly CallTracing On = new();

    private static readonly ActivitySource Application = new("Microsoft.Orleans.Application", "1.1.0");
    private static readonly ActivitySource Runtime = new("Microsoft.Orleans.Runtime", "1.1.0");

    public static Activity? StartOutgoing(MethodShape shape, GrainId target) =>
        Describe(SourceOf(shape).StartActivity(shape.Name, ActivityKind.Client), shape, target);

    public static Activity? StartIncoming(MethodShape shape, GrainId target, ActivityContext parent) =>
        Describe(SourceOf(shape).StartActivity(shape.Name, ActivityKind.Server, parent), shape, target);

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
