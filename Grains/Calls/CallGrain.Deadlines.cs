namespace OrleansCalls.Calls;

/// <content>
/// The deadline is in the row. The timer acts on it in time; every command checks it first; a search and the reminder wake a call whose timer is gone.
/// </content>
public sealed partial class CallGrain
{
    private static readonly TimeSpan s_retellDelay = TimeSpan.FromSeconds(1);

    private CallReminder? _reminder;
    private IGrainTimer? _timer;

    private CallReminder Reminder => _reminder ??= new CallReminder(this, logger);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Who died between the commit of the end and the telling leaves presences that take the call for live: they are told now.
        _told = Record is { IsLive: false } ended && Now - ended.EndedAt > _options.DeviceLifetime ? ended.Version : 0;
        CountLive(Record);
        Arm();
        return Task.CompletedTask;
    }

    public async Task Wake()
    {
        await Settle();
        Arm();
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await Wake();
        if (Record is not { IsLive: true })
            await Reminder.Remove();
    }

    /// <summary>Does what is due: ends what is past its deadline, drops who is away for too long, tells what could not be told.</summary>
    private async Task Settle()
    {
        if (Record is not { } call)
            return;
        if (_timings.DeadlineOf(call) <= Now)
            await Commit(new Expire());
        else if (call.IsLive && _legs.Absent(call, Now) is { IsEmpty: false } absent)
            await Commit(new Drop(absent));
        if (_told < Record.Version)
        {
            await Tell(Record.State switch
            {
                CallState.Ringing => CallChange.Initiated,
                CallState.Connecting or CallState.Connected => CallChange.Updated,
                CallState.Ended => CallChange.Ended,
            });
        }
    }

    /// <summary>Sets the timer to the next thing that may be due; without a live call there is none.</summary>
    private void Arm()
    {
        if (Record is not { } call || (!call.IsLive && _told == call.Version))
        {
            _timer?.Dispose();
            _timer = null;
            return;
        }
        _legs.Expect(call, Now);
        var due = Delay(call);
        if (_timer is null)
            _timer = this.RegisterGrainTimer(_ => Wake(), new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        else
            _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Delay(CallView call)
    {
        var now = Now;
        var next = new[] { _timings.DeadlineOf(call), _legs.Next(call, now), _told < call.Version ? now + s_retellDelay : null }.Min() ?? now;
        return next > now ? next - now : TimeSpan.Zero;
    }
}
