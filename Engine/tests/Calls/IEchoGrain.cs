namespace OrleansCalls.Engine.Tests.Calls;

[Alias("OrleansCalls.Tests.IEchoGrain")]
public interface IEchoGrain : IGrainWithStringKey
{
    [Alias("Echo")]
    Task<string> Echo(string text);

    [Alias("EchoSoon")]
    ValueTask<int> EchoSoon(int number);

    [Alias("Nothing")]
    Task Nothing();

    [Alias("NothingSoon")]
    ValueTask NothingSoon();
}

public sealed class EchoGrain : Grain, IEchoGrain
{
    public Task<string> Echo(string text) => Task.FromResult(text);

    public async ValueTask<int> EchoSoon(int number)
    {
        await Task.Yield();
        return number;
    }

    public Task Nothing() => Task.CompletedTask;

    public async ValueTask NothingSoon() => await Task.Yield();
}
