namespace OrleansCalls.Engine.Tests.Calls;

[Alias("OrleansCalls.Tests.ITracedGrain")]
public interface ITracedGrain : IGrainWithStringKey
{
    [Alias("TraceId")]
    Task<string?> TraceId();
}

public sealed class TracedGrain : Grain, ITracedGrain
{
    public Task<string?> TraceId() => Task.FromResult(System.Diagnostics.Activity.Current?.TraceId.ToHexString());
}
