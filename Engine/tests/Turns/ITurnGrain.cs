namespace OrleansCalls.Engine.Tests.Turns;

[Alias("OrleansCalls.Tests.ITurnGrain")]
public interface ITurnGrain : IGrainWithStringKey
{
    /// <summary>Writes that it began, waits at the gate, and writes that it ended.</summary>
    [Alias("Wait")]
    Task Wait(string gate);

    /// <summary>Waits at the gate, then has another grain write into its journal.</summary>
    [Alias("WaitAndMark")]
    Task WaitAndMark(string gate, string other, string entry);

    [Alias("Mark")]
    Task Mark(string entry);

    /// <summary>Adds 1 in a way that loses additions when two threads do it at once.</summary>
    [Alias("Add")]
    Task Add();

    [Alias("Sum")]
    Task<int> Sum();

    /// <summary>Whether code runs on the grain's scheduler: before and after an await, and after an await that leaves it.</summary>
    [Alias("Schedulers")]
    Task<bool[]> Schedulers();
}

public class TurnGrain : Grain, ITurnGrain
{
    private int _sum;

    private string Key => this.GetPrimaryKeyString();

    public async Task Wait(string gate)
    {
        Journal.Write(Key, $"begin {gate}");
        await Gate.Of(gate).Pass();
        Journal.Write(Key, $"end {gate}");
    }

    public async Task WaitAndMark(string gate, string other, string entry)
    {
        await Wait(gate);
        await GrainFactory.GetGrain<ITurnGrain>(other).Mark(entry);
    }

    public Task Mark(string entry)
    {
        Journal.Write(Key, entry);
        return Task.CompletedTask;
    }

    public async Task Add()
    {
        for (var i = 0; i < 10; i++)
        {
            var before = _sum;
            Thread.SpinWait(100);
            _sum = before + 1;
            await Task.Yield();
        }
    }

    public Task<int> Sum() => Task.FromResult(_sum);

    public async Task<bool[]> Schedulers()
    {
        var mine = TaskScheduler.Current;
        var before = mine != TaskScheduler.Default;
        await Task.Yield();
        var after = TaskScheduler.Current == mine;
        await Task.Run(() => { });
        var afterLeaving = TaskScheduler.Current == mine;
        await Task.Yield();
#pragma warning disable ORLEANS0014 // that it leaves is what is tested
        await Task.Run(async () => await Task.Yield()).ConfigureAwait(false);
#pragma warning restore ORLEANS0014
        var outside = TaskScheduler.Current == TaskScheduler.Default;
        return [before, after, afterLeaving, outside];
    }
}
