using Orleans.Concurrency;

namespace OrleansCalls.Engine.Tests.Calls;

[Alias("OrleansCalls.Tests.IWaitingGrain")]
public interface IWaitingGrain : IGrainWithStringKey
{
    [Alias("Wait")]
    Task Wait();

    [Alias("WaitBriefly")]
    [ResponseTimeout("00:00:01")]
    Task WaitBriefly();

    [Alias("WaitUnheard")]
    [OneWay]
    Task WaitUnheard();

    [Alias("IsWell")]
    Task<bool> IsWell();
}

public sealed class WaitingGrain : Grain, IWaitingGrain
{
    private string Key => this.GetPrimaryKeyString();

    public Task Wait() => Gate.Of(Key).Pass();

    public Task WaitBriefly() => Gate.Of(Key).Pass();

    public async Task WaitUnheard()
    {
        await Gate.Of(Key).Pass();
        Journal.Write(Key, "done");
    }

    public Task<bool> IsWell() => Task.FromResult(true);
}
