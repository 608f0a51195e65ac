namespace OrleansCalls.Realtime;

/// <summary>Time that stands still until it is told to pass: how long a machine takes for a test is no part of it.</summary>
internal sealed class StoppedTime : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _passed;

    public override long GetTimestamp() => _passed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Pass(TimeSpan time)
    {
        _passed += time;
        foreach (var timer in _timers.Where(timer => timer.Due <= _passed).ToList())
            timer.Fire();
    }

    private sealed class Timer(StoppedTime time, Action callback) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public void Fire()
        {
            time._timers.Remove(this);
            callback();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time._timers.Remove(this);
            Due = time._passed + dueTime;
            if (dueTime != Timeout.InfiniteTimeSpan)
                time._timers.Add(this);
            return true;
        }

        public void Dispose() => time._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
