namespace OrleansCalls.GrainCalls;

/// <summary>Gives back what it gets: a call costs what the engine costs.</summary>
[Alias("OrleansCalls.Bench.IEchoGrain")]
public interface IEchoGrain : IGrainWithStringKey
{
    /// <summary>Gives it back.</summary>
    [Alias("Echo")]
    Task<string> Echo(string text);
}

/// <inheritdoc cref="IEchoGrain"/>
public sealed class EchoGrain : Grain, IEchoGrain
{
    public Task<string> Echo(string text) => Task.FromResult(text);
}
