namespace OrleansCalls.GrainCalls;

/// <summary>Returns its argument, so that a call costs what the engine costs.</summary>
[Alias("OrleansCalls.Bench.IEchoGrain")]
public interface IEchoGrain : IGrainWithStringKey
{
    [Alias("Echo")]
    Task<string> Echo(string text);
}

public sealed class EchoGrain : Grain, IEchoGrain
{
    public Task<string> Echo(string text) => Task.FromResult(text);
}
