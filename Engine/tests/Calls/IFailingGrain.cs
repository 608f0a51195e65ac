using Orleans.Concurrency;

namespace OrleansCalls.Engine.Tests.Calls;

[Alias("OrleansCalls.Tests.IFailingGrain")]
public interface IFailingGrain : IGrainWithStringKey
{
    [Alias("Throw")]
    Task<int> Throw(string message);

    [Alias("ThrowAtOnce")]
    Task ThrowAtOnce(string message);

    [Alias("ThrowBusy")]
    Task ThrowBusy(string who);

    [Alias("ThrowUnheard")]
    [OneWay]
    Task ThrowUnheard(string message);

    [Alias("IsWell")]
    Task<bool> IsWell();
}

[GenerateSerializer]
[Alias("OrleansCalls.Tests.BusyException")]
public sealed class BusyException(string message, string who) : Exception(message)
{
    [Id(0)]
    public string Who { get; } = who;
}

public sealed class FailingGrain : Grain, IFailingGrain
{
    public async Task<int> Throw(string message)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }

    public Task ThrowAtOnce(string message) => throw new ArgumentException(message);

    public async Task ThrowBusy(string who)
    {
        await Task.Yield();
        throw new BusyException("busy", who);
    }

    public Task ThrowUnheard(string message)
    {
        Journal.Write(this.GetPrimaryKeyString(), message);
        throw new InvalidOperationException(message);
    }

    public Task<bool> IsWell() => Task.FromResult(true);
}
