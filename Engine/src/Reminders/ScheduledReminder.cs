using Microsoft.Extensions.Logging;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Reminders;

/// <summary>A reminder, in the silo that fires it.</summary>
internal sealed partial class ScheduledReminder(Node node, ReminderEntry entry, long change, ILogger log) : IDisposable
{
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(40);
    private ITimer? _timer;
    private DateTime _due;
    private volatile bool _disposed;

    public ReminderEntry Entry => entry;

    /// <summary>The number of the change that scheduled it.</summary>
    public long Change => change;

    /// <summary>Whether it is this version.</summary>
    public bool Is(ReminderEntry row) => string.Equals(entry.ETag, row.ETag, StringComparison.Ordinal);

    /// <summary>Waits for the next tick. If the reminder <paramref name="isNew"/>, its first tick comes even if it is overdue.</summary>
    public void Start(bool isNew)
    {
        using (ExecutionContext.SuppressFlow())
            _timer = node.Time.CreateTimer(
                static self => _ = ((ScheduledReminder)self!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (isNew)
            WaitUntil(entry.StartAt);
        else
            Wait();
    }

    public void Dispose()
    {
        _disposed = true;
        _timer?.Dispose();
    }

    /// <summary>How long until the next tick: the first one, or else the next whole period after it.</summary>
    internal static TimeSpan NextDue(DateTime start, TimeSpan period, DateTime now)
    {
        if (now < start)
            return start - now;
        var sinceLast = period > TimeSpan.Zero ? TimeSpan.FromTicks((now - start).Ticks % period.Ticks) : TimeSpan.Zero;
        var due = period - sinceLast;
        return due < Soonest ? Soonest : due;
    }

    private async Task Fire()
    {
        var now = node.Time.GetUtcNow().UtcDateTime;
        if (now < _due)
        {
            Arm();
            return;
        }

        try
        {
            // By the latest view another silo may fire it already.
            var status = new TickStatus(entry.StartAt, entry.Period, now);
            if (node.Address.Equals(ReminderRanges.OwnerOf(entry.GrainId, node.View.Live)))
                await node.References.Create<IRemindable>(entry.GrainId).ReceiveReminder(entry.ReminderName, status);
        }
        catch (Exception error)
        {
            LogTickFailed(log, error, entry.ReminderName, entry.GrainId);
        }

        Wait();
    }

    private void Wait()
    {
        if (_disposed)
            return;
        var now = node.Time.GetUtcNow().UtcDateTime;
        var wait = NextDue(entry.StartAt, entry.Period, now);
        WaitUntil(wait < DateTime.MaxValue - now ? now + wait : DateTime.MaxValue);
    }

    private void WaitUntil(DateTime due)
    {
        _due = due;
        Arm();
    }

    // A timer reaches only so far; for what is due later, it is armed again.
    private void Arm()
    {
        var wait = _due - node.Time.GetUtcNow().UtcDateTime;
        try
        {
            _timer!.Change(wait < Soonest ? Soonest : wait < Farthest ? wait : Farthest, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // Unscheduled meanwhile.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Reminder {Name} of {GrainId} could not be delivered; the next tick will come as scheduled.")]
    private static partial void LogTickFailed(ILogger logger, Exception error, string name, GrainId grainId);
}
