using Microsoft.Extensions.Logging;
using Orleans.Runtime.Activations;
using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Timers;

internal sealed partial class GrainTimer : IGrainTimer
{
    private const long LongestWait = 0xfffffffe;
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly CancellationTokenSource _disposal = new();
    private readonly ITimer _timer;
    private readonly Tick _tick;
    private TimeSpan _due;
    private TimeSpan _period;
    private bool _ticking;
    private bool _changed;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        _options = options;
        _tick = new(this);
        using (ExecutionContext.SuppressFlow())
            _timer = activation.Node.Time.CreateTimer(
                static self => ((GrainTimer)self!).IsDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        activation.AddTimer(this);
        Change(options.DueTime, options.Period);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        _due = dueTime;
        _period = period;
        _changed = true;
        if (!_ticking)
            Wait(dueTime);
    }

    public void Dispose()
    {
        if (_disposal.IsCancellationRequested)
            return;
        _disposal.Cancel();
        _timer.Dispose();
        _activation.RemoveTimer(this);
    }

    private static void Check(TimeSpan span, string name)
    {
        var milliseconds = (long)span.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, -1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, LongestWait, name);
    }

    // On a thread of the clock: the tick waits for its turn like a call.
    private void IsDue()
    {
        _ticking = true;
        _activation.Receive(new Message
        {
            Kind = MessageKind.OneWay,
            Sender = _activation.Node.Address,
            Source = _activation.GrainId,
            Target = _activation.GrainId,
            Body = _tick,
            IsKeepAlive = _options.KeepAlive,
            IsLocalOnly = true,
        });
    }

    private async Task Run()
    {
        if (_disposal.IsCancellationRequested)
            return;

        _changed = false;
        try
        {
            await _callback(_disposal.Token);
        }
        catch (Exception error)
        {
            LogTickFailed(_activation.Node.Log, error, _activation.GrainId);
        }

        _ticking = false;
        Wait(_changed ? _due : _period);
    }

    private void Wait(TimeSpan span)
    {
        if (_disposal.IsCancellationRequested)
            return;
        try
        {
            _timer.Change(span, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // Disposed meanwhile by another thread.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A timer of {GrainId} threw; it continues.")]
    private static partial void LogTickFailed(ILogger logger, Exception error, GrainId grainId);

    private sealed class Tick(GrainTimer timer) : TaskRequest
    {
        private static readonly MethodShape Known = new(default, 0, ((Func<Task>)new Tick(null!).Describe).Method);

        public override MethodShape Shape => Known;

        public override Task Call(object target) => timer.Run();

        private Task Describe() => Task.CompletedTask;
    }
}
