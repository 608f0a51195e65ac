using System.Diagnostics.Metrics;

namespace OrleansCalls.Calls;

/// <summary>What operators count of calls. Meter <c>OrleansCalls.Calls</c>.</summary>
public sealed class CallMetrics
{
    private readonly Counter<long> _made;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _commands;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments.</summary>
    public CallMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("OrleansCalls.Calls");
        _made = meter.CreateCounter<long>("calls.made", description: "Calls made, also those that could not ring.");
        _ended = meter.CreateCounter<long>("calls.ended", description: "Calls ended, by reason.");
        _commands = meter.CreateCounter<long>("calls.commands", description: "Commands to calls, by name and outcome.");
        _duration = meter.CreateHistogram<double>("calls.duration", "s", "From connected to ended.");
    }

    /// <summary>Counts a command.</summary>
    public void CountCommand(CommandName command, CommandOutcome outcome) => _commands.Add(
        1, new KeyValuePair<string, object?>("command", command.ToString()), new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    /// <summary>Counts a committed transition.</summary>
    public void Count(CallRecord call)
    {
        if (call.Version == 1)
            _made.Add(1, new KeyValuePair<string, object?>("media", call.Media.ToString()));
        if (call.EndReason is not { } reason)
            return;
        _ended.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
        if (call.ConnectedAt is { } connected)
            _duration.Record((call.EndedAt!.Value - connected).TotalSeconds);
    }
}
