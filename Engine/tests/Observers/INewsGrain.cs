using Orleans.Concurrency;
using Orleans.Utilities;

namespace OrleansCalls.Engine.Tests.Observers;

[Alias("OrleansCalls.Tests.IReader")]
public interface IReader : IGrainObserver
{
    [Alias("Read")]
    [OneWay]
    Task Read(string news);

    /// <summary>The grain waits for the answer.</summary>
    [Alias("Ask")]
    Task<string> Ask(string question);
}

[Alias("OrleansCalls.Tests.INewsGrain")]
public interface INewsGrain : IGrainWithStringKey
{
    [Alias("Subscribe")]
    Task Subscribe(IReader reader);

    [Alias("Unsubscribe")]
    Task Unsubscribe(IReader reader);

    [Alias("Publish")]
    Task Publish(string news);

    [Alias("PublishMany")]
    Task PublishMany(int count);

    [Alias("AskAll")]
    Task<string[]> AskAll(string question);

    [Alias("Readers")]
    Task<int> Readers();

    [Alias("Expire")]
    Task Expire();
}

public sealed class NewsGrain : Grain, INewsGrain
{
    private readonly ObserverManager<IReader> _readers;
    private DateTime _now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public NewsGrain(Microsoft.Extensions.Logging.ILogger<NewsGrain> log) =>
        _readers = new(TimeSpan.FromSeconds(30), log) { GetDateTime = () => _now };

    public Task Subscribe(IReader reader)
    {
        _readers.Subscribe(reader, reader);
        return Task.CompletedTask;
    }

    public Task Unsubscribe(IReader reader)
    {
        _readers.Unsubscribe(reader);
        return Task.CompletedTask;
    }

    public Task Publish(string news) => _readers.Notify(reader => reader.Read(news));

    public async Task PublishMany(int count)
    {
        for (var i = 0; i < count; i++)
            await Publish($"{i}");
    }

    public async Task<string[]> AskAll(string question)
    {
        var answers = new List<string>();
        await _readers.Notify(async reader => answers.Add(await reader.Ask(question)));
        return [.. answers];
    }

    public Task<int> Readers() => Task.FromResult(_readers.Count);

    public Task Expire()
    {
        _now += TimeSpan.FromMinutes(1);
        return Task.CompletedTask;
    }
}
