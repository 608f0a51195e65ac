namespace OrleansCalls.Engine.Tests.Calls;

[Alias("OrleansCalls.Tests.IEchoGrain")]
public interface IEchoGrain : IGrainWithStringKey
{
    [Alias("Echo")]
    Task<string> Echo(string text);

    [Alias("EchoSoon")]
    Task<int> EchoSoon(int number);

    [Alias("Nothing")]
    Task Nothing();

    [Alias("NothingSoon")]
    Task NothingSoon();
}

public sealed class EchoGrain : Grain, IEchoGrain
{
    public Task<string> Echo(string text) => Task.FromResult(text);

    public async Task<int> EchoSoon(int number)
    {
        await Task.Yield();
        return number;
    }

    public Task Nothing() => Task.CompletedTask;

    public async Task NothingSoon() => await Task.Yield();
}
