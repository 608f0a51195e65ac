using Microsoft.Extensions.Logging;

namespace OrleansCalls.Persistence;

/// <summary>
/// The database's clock, carried on by this machine's monotonic counter between readings. Never goes backwards: when it is
/// ahead of a reading it slows down, to half speed at most, until the database has caught up.
/// </summary>
/// <remarks>This machine's own clock, right or wrong, plays no part. While the database is away it runs on.</remarks>
public sealed partial class DatabaseClock : IClusterClock
{
    private const int FirstReadings = 3;

    private readonly Func<CancellationToken, Task<DateTimeOffset>> _read;
    private readonly TimeProvider _time;
    private readonly ILogger<DatabaseClock> _logger;
    private volatile Anchor? _anchor;
    private long _lastTicks;

    /// <param name="read">Asks the database for its time.</param>
    /// <param name="time">Whose monotonic counter to use.</param>
    /// <param name="logger">Where readings that disagree are noted.</param>
    public DatabaseClock(Func<CancellationToken, Task<DateTimeOffset>> read, TimeProvider time, ILogger<DatabaseClock> logger)
    {
        _read = read;
        _time = time;
        _logger = logger;
    }

    /// <exception cref="InvalidOperationException">The database's clock has not been read yet.</exception>
    public DateTimeOffset Now
    {
        get
        {
            var anchor = _anchor ?? throw new InvalidOperationException("The database's clock has not been read yet.");
            return Microseconds.Truncate(new DateTimeOffset(NotBefore(anchor.At(_time.GetTimestamp(), _time)), TimeSpan.Zero));
        }
    }

    /// <summary>How long ago the database's clock was read last; null before the first reading.</summary>
    public TimeSpan? Age => _anchor is { } anchor ? _time.GetElapsedTime(anchor.Timestamp) : null;

    /// <summary>By how much the last reading may be wrong: half its round trip.</summary>
    public TimeSpan Uncertainty => _anchor?.Uncertainty ?? TimeSpan.Zero;

    /// <summary>By how much this machine's own clock is behind the database's.</summary>
    public TimeSpan Offset => Now - _time.GetUtcNow();

    /// <summary>Takes the first readings and keeps the best.</summary>
    public async Task Start(CancellationToken cancellation = default)
    {
        var best = await Measure(cancellation);
        for (var reading = 1; reading < FirstReadings; reading++)
        {
            var next = await Measure(cancellation);
            if (next.Uncertainty < best.Uncertainty)
                best = next;
        }
        Adopt(best, TimeSpan.FromSeconds(30));
        LogStarted(Offset.TotalMilliseconds, Uncertainty.TotalMilliseconds);
    }

    /// <summary>Reads the database's clock once and follows it.</summary>
    /// <param name="interval">When the next reading is due: any lead is gone by then.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task Refresh(TimeSpan interval, CancellationToken cancellation = default) => Adopt(await Measure(cancellation), interval);

    private async Task<Anchor> Measure(CancellationToken cancellation)
    {
        var sent = _time.GetTimestamp();
        var read = await _read(cancellation);
        var received = _time.GetTimestamp();
        var half = _time.GetElapsedTime(sent, received) / 2;
        return new Anchor(received, read.UtcTicks + half.Ticks, 1, half);
    }

    private void Adopt(Anchor measured, TimeSpan interval)
    {
        if (_anchor is not { } before)
        {
            _anchor = measured;
            return;
        }
        var lead = before.At(measured.Timestamp, _time) - measured.Ticks;
        if (Math.Abs(lead) > TimeSpan.TicksPerSecond)
            LogJumped(TimeSpan.FromTicks(-lead).TotalMilliseconds);
        _anchor = lead <= 0
            ? measured
            : measured with
            {
                Ticks = measured.Ticks + lead,
                Rate = Math.Max(0.5, 1 - ((double)lead / interval.Ticks)),
            };
    }

    private long NotBefore(long ticks)
    {
        // Two threads may read around a change of anchor: neither may see time go back.
        var last = Interlocked.Read(ref _lastTicks);
        while (ticks > last)
        {
            var seen = Interlocked.CompareExchange(ref _lastTicks, ticks, last);
            if (seen == last)
                return ticks;
            last = seen;
        }
        return last;
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The database's clock is {OffsetMs:F1} ms ahead of this machine's, give or take {UncertaintyMs:F1} ms.")]
    private partial void LogStarted(double offsetMs, double uncertaintyMs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database's clock jumped by {JumpMs:F0} ms against this machine's counter.")]
    private partial void LogJumped(double jumpMs);

    /// <summary>The database's time at one moment of the monotonic counter, and how fast it runs from there.</summary>
    private sealed record Anchor(long Timestamp, long Ticks, double Rate, TimeSpan Uncertainty)
    {
        public long At(long timestamp, TimeProvider time)
        {
            var elapsed = time.GetElapsedTime(Timestamp, timestamp).Ticks;
            return Ticks + (Rate == 1 ? elapsed : (long)(elapsed * Rate));
        }
    }
}
