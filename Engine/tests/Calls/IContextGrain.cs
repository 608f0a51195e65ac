namespace OrleansCalls.Engine.Tests.Calls;

[Alias("OrleansCalls.Tests.IContextGrain")]
public interface IContextGrain : IGrainWithStringKey
{
    [Alias("Get")]
    Task<string?> Get(string name);

    [Alias("GetFrom")]
    Task<string?> GetFrom(string other, string name);

    [Alias("SetHere")]
    Task SetHere(string name, string value);

    [Alias("TraceId")]
    Task<string?> TraceId();
}

public sealed class ContextGrain : Grain, IContextGrain
{
    public Task<string?> Get(string name) => Task.FromResult(RequestContext.Get(name) as string);

    public Task<string?> GetFrom(string other, string name) => GrainFactory.GetGrain<IContextGrain>(other).Get(name);

    public Task SetHere(string name, string value)
    {
        RequestContext.Set(name, value);
        return Task.CompletedTask;
    }

    public Task<string?> TraceId() => Task.FromResult(System.Diagnostics.Activity.Current?.TraceId.ToHexString());
}
