using System.Diagnostics.Metrics;
using OrleansCalls.Operations;

namespace OrleansCalls.Calls;

/// <summary>Metrics of calls. Meter <c>OrleansCalls.Calls</c>.</summary>
public sealed class CallMetrics
{
    private static readonly CallState[] LiveStates = [CallState.Ringing, CallState.Connecting, CallState.Connected];

    private readonly Counter<long> _made;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _commands;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _ring;
    private readonly RingWindow _rings;
    private readonly TimeProvider _time;
    private readonly int[] _live = new int[LiveStates.Length];

    /// <summary>Makes the instruments.</summary>
    public CallMetrics(IMeterFactory meters, RingWindow rings, TimeProvider time)
    {
        _rings = rings;
        _time = time;
        var meter = meters.Create("OrleansCalls.Calls");
        _made = meter.CreateCounter<long>("orleanscalls.calls.made", "{call}", "Calls made, also those that could not ring, by media.");
        _ended = meter.CreateCounter<long>("orleanscalls.calls.ended", "{call}", "Calls ended, by reason.");
        _commands = meter.CreateCounter<long>("orleanscalls.calls.commands", "{command}", "Commands to calls, by name and outcome.");
        _duration = meter.CreateHistogram(
            "orleanscalls.calls.duration", "s", "From connected to ended.", tags: null, Buckets.Advice(Buckets.Talk));
        _ring = meter.CreateHistogram(
            "orleanscalls.calls.ring.duration", "s", "From the caller's command at the call until everybody's front-end was told.",
            tags: null, Buckets.Advice(Buckets.Latency));
        meter.CreateObservableUpDownCounter(
            "orleanscalls.calls.live", ReadLive, "{call}", "Live calls whose grain is on this silo, by state.");
    }

    /// <summary>Counts a command.</summary>
    public void CountCommand(string command, CommandOutcome outcome) =>
        _commands.Add(1, new("command", command), Tag("outcome", outcome));

    /// <summary>Counts a committed transition.</summary>
    public void Count(CallView call)
    {
        if (call.Version == 1)
            _made.Add(1, Tag("media", call.Media));
        if (call.EndReason is not { } reason)
            return;
        _ended.Add(1, Tag("reason", reason));
        if (call.ConnectedAt is { } connected)
            _duration.Record((call.EndedAt!.Value - connected).TotalSeconds);
    }

    /// <summary>A grain's call went from one state to another; null and <see cref="CallState.Ended"/> are not counted.</summary>
    public void Move(CallState? from, CallState? to)
    {
        Add(from, -1);
        Add(to, 1);
    }

    /// <summary>Starts timing a ring.</summary>
    public long BeginRing() => _time.GetTimestamp();

    /// <summary>Ends the timing: the ring has reached everybody's front-end.</summary>
    public void EndRing(long began)
    {
        var took = _time.GetElapsedTime(began);
        _ring.Record(took.TotalSeconds);
        _rings.Add(took);
    }

    private void Add(CallState? state, int count)
    {
        if (state is { } counted && Array.IndexOf(LiveStates, counted) is >= 0 and var at)
            Interlocked.Add(ref _live[at], count);
    }

    private IEnumerable<Measurement<int>> ReadLive() =>
        LiveStates.Select((state, at) => new Measurement<int>(Volatile.Read(ref _live[at]), Tag("state", state)));

    private static KeyValuePair<string, object?> Tag<T>(string name, T value) where T : struct, Enum => new(name, value.ToWireText());
}
