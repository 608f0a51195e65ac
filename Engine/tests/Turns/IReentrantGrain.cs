using Orleans.Concurrency;

namespace OrleansCalls.Engine.Tests.Turns;

[Alias("OrleansCalls.Tests.IReentrantGrain")]
public interface IReentrantGrain : IGrainWithStringKey
{
    [Alias("Wait")]
    Task Wait(string gate);

    [Alias("Mark")]
    Task Mark(string entry);
}

[Reentrant]
public sealed class ReentrantGrain : Grain, IReentrantGrain
{
    public async Task Wait(string gate)
    {
        Journal.Write(this.GetPrimaryKeyString(), $"begin {gate}");
        await Gate.Of(gate).Pass();
        Journal.Write(this.GetPrimaryKeyString(), $"end {gate}");
    }

    public Task Mark(string entry)
    {
        Journal.Write(this.GetPrimaryKeyString(), entry);
        return Task.CompletedTask;
    }
}
