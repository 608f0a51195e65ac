namespace OrleansCalls.Engine.Tests.Timers;

[Alias("OrleansCalls.Tests.ITimerGrain")]
public interface ITimerGrain : IGrainWithStringKey
{
    /// <summary>Starts a timer that writes "tick".</summary>
    [Alias("Start")]
    Task Start(TimeSpan due, TimeSpan period, bool keepAlive);

    /// <summary>Starts a timer whose ticks wait at the gate.</summary>
    [Alias("StartWaiting")]
    Task StartWaiting(string gate);

    /// <summary>Starts a timer that writes and then throws.</summary>
    [Alias("StartFailing")]
    Task StartFailing();

    [Alias("Change")]
    Task Change(TimeSpan due, TimeSpan period);

    [Alias("Stop")]
    Task Stop();

    [Alias("Wait")]
    Task Wait(string gate);

    [Alias("Leave")]
    Task Leave();
}

public sealed class TimerGrain : Grain, ITimerGrain
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);
    private IGrainTimer? _timer;

    private string Key => this.GetPrimaryKeyString();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Write(Key, "left");
        return Task.CompletedTask;
    }

    public Task Start(TimeSpan due, TimeSpan period, bool keepAlive)
    {
        _timer = this.RegisterGrainTimer(_ => Tick(Key), new() { DueTime = due, Period = period, KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task StartWaiting(string gate)
    {
        _timer = this.RegisterGrainTimer(
            async _ =>
            {
                Journal.Write(Key, "tick");
                await Gate.Of(gate).Pass();
                Journal.Write(Key, "tock");
            },
            new() { DueTime = Soon, Period = Soon });
        return Task.CompletedTask;
    }

    public Task StartFailing()
    {
        _timer = this.RegisterGrainTimer(
            async _ =>
            {
                await Tick(Key);
                throw new InvalidOperationException("a tick that fails");
            },
            new(Soon, Soon));
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan due, TimeSpan period)
    {
        _timer!.Change(due, period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public async Task Wait(string gate)
    {
        Journal.Write(Key, "begin");
        await Gate.Of(gate).Pass();
        Journal.Write(Key, "end");
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private static Task Tick(string key)
    {
        Journal.Write(key, "tick");
        return Task.CompletedTask;
    }
}
