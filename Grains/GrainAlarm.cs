namespace OrleansCalls;

/// <summary>A grain's only timer: it fires when the next thing is due, and keeps the grain in memory until then.</summary>
public sealed class GrainAlarm(IGrainBase grain, Func<Task> ring)
{
    private IGrainTimer? _timer;

    /// <summary>Fires at that time, at once if it has passed, and not at all if there is none.</summary>
    public void Set(DateTimeOffset? at, DateTimeOffset now)
    {
        if (at is not { } due)
        {
            _timer?.Dispose();
            _timer = null;
            return;
        }
        var wait = due > now ? due - now : TimeSpan.Zero;
        if (_timer is null)
            _timer = grain.RegisterGrainTimer(_ => ring(), new(wait, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        else
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
