namespace OrleansCalls.Engine.Tests.Turns;

[Alias("OrleansCalls.Tests.IChainGrain")]
public interface IChainGrain : IGrainWithStringKey
{
    /// <summary>Calls <see cref="CallBack"/> of the other grain, which calls <see cref="Answer"/> of this one.</summary>
    [Alias("Ask")]
    Task<string> Ask(string other, bool allowReentrancy);

    [Alias("CallBack")]
    [ResponseTimeout("00:00:02")]
    Task<string> CallBack(string asker);

    [Alias("Answer")]
    [ResponseTimeout("00:00:01")]
    Task<string> Answer();
}

public sealed class ChainGrain : Grain, IChainGrain
{
    public async Task<string> Ask(string other, bool allowReentrancy)
    {
        if (!allowReentrancy)
            return await GrainFactory.GetGrain<IChainGrain>(other).CallBack(this.GetPrimaryKeyString());

        using var _ = RequestContext.AllowCallChainReentrancy();
        return await GrainFactory.GetGrain<IChainGrain>(other).CallBack(this.GetPrimaryKeyString());
    }

    public Task<string> CallBack(string asker) => GrainFactory.GetGrain<IChainGrain>(asker).Answer();

    public Task<string> Answer() => Task.FromResult("answer");
}
