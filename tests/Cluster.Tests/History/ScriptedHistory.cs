namespace OrleansCalls.Cluster.Tests.History;

/// <summary>A history with its aftermath, written by hand: calls as they should be, to plant faults in.</summary>
internal sealed class ScriptedHistory
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Ring = TimeSpan.FromSeconds(30);

    private readonly List<CallRow> _rows = [];
    private readonly Dictionary<string, string> _engaged = [];

    public CallHistory History { get; } = new();

    /// <summary>What is wrong with it, when the rows were read at this second.</summary>
    public IReadOnlyList<Violation> Check(double readAt = 3600) =>
        HistoryChecker.Check(History, new Aftermath(At(readAt), _rows, _engaged));

    /// <summary>A moment, so many seconds after the start.</summary>
    public static DateTimeOffset At(double second) => Start + TimeSpan.FromSeconds(second);

    /// <summary>A call that was answered after 1 s, connected after 2 s and hung up after 12 s, and that both people saw all of.</summary>
    public CallRow Talk(string callId, double second, string caller = "ann", string callee = "ben")
    {
        var row = new CallRow
        {
            CallId = callId,
            Version = 4,
            State = CallStates.Ended,
            EndReason = "completed",
            InitiatorId = caller,
            CreatedAt = At(second),
            RingDeadline = At(second) + Ring,
            AnsweredAt = At(second + 1),
            ConnectedAt = At(second + 2),
            EndedAt = At(second + 12),
            Participants = [new(caller, "left", false), new(callee, "left", false)],
        };
        var rings = new SeenCall { CallId = callId, Version = 1, State = CallStates.Ringing, RingDeadline = row.RingDeadline };
        var connecting = rings with { Version = 2, State = CallStates.Connecting, AnsweredAt = row.AnsweredAt };
        var connected = connecting with { Version = 3, State = CallStates.Connected, ConnectedAt = row.ConnectedAt };
        var ended = connected with
        {
            Version = 4,
            State = CallStates.Ended,
            EndReason = "completed",
            EndedAt = row.EndedAt,
            DurationSeconds = 10
        };
        Did(caller, Commands.Initiate, second, rings);
        Did(callee, Commands.Answer, second + 1, connecting);
        Did(caller, Commands.Connected, second + 2, connected);
        Did(callee, Commands.HangUp, second + 12, ended);
        foreach (var (told, after) in new[] { (rings, 0), (connecting, 1), (connected, 2), (ended, 12) })
        {
            Told(caller, second + after + 0.01, told);
            Told(callee, second + after + 0.01, told);
        }

        _rows.Add(row);
        return row;
    }

    /// <summary>A call that nobody answered.</summary>
    public CallRow Miss(string callId, double second, string caller = "ann", string callee = "ben")
    {
        var row = new CallRow
        {
            CallId = callId,
            Version = 2,
            State = CallStates.Ended,
            EndReason = "missed",
            InitiatorId = caller,
            CreatedAt = At(second),
            RingDeadline = At(second) + Ring,
            EndedAt = At(second) + Ring + TimeSpan.FromMilliseconds(5),
            Participants = [new(caller, "joined", false), new(callee, "missed", false)],
        };
        var rings = new SeenCall { CallId = callId, Version = 1, State = CallStates.Ringing, RingDeadline = row.RingDeadline };
        Did(caller, Commands.Initiate, second, rings);
        Told(callee, second + 0.01, rings);
        _rows.Add(row);
        return row;
    }

    /// <summary>A call that rings.</summary>
    public void RingOn(string callId, double second)
    {
        var row = Miss(callId, second);
        Replace(row, row with
        {
            Version = 1,
            State = CallStates.Ringing,
            EndReason = null,
            EndedAt = null,
            Participants = [new(row.InitiatorId, "joined", true), new(row.Participants[1].UserId, "ringing", true)],
        });
    }

    /// <summary>An attempt that ended at once.</summary>
    public CallRow Attempt(string callId, double second, string reason, string caller = "cat", string callee = "ben")
    {
        var row = new CallRow
        {
            CallId = callId,
            Version = 1,
            State = CallStates.Ended,
            EndReason = reason,
            InitiatorId = caller,
            CreatedAt = At(second),
            EndedAt = At(second),
            Participants = [new(caller, "joined", false), new(callee, reason, false)],
        };
        Did(caller, Commands.Initiate, second,
            new SeenCall { CallId = callId, Version = 1, State = CallStates.Ended, EndReason = reason, EndedAt = row.EndedAt });
        _rows.Add(row);
        return row;
    }

    public void Did(string userId, string command, double second, SeenCall seen, string? callId = null) =>
        History.Add(new Operation(userId, command, callId ?? seen.CallId, At(second), At(second + 0.005), Outcome.Ok, seen, Code: null));

    public void WasRefused(string userId, string callId, double second, string code) =>
        History.Add(new Operation(userId, Commands.Initiate, callId, At(second), At(second + 0.005), Outcome.Refused, Seen: null, code));

    public void GotNoAnswer(string userId, string command, string callId, double second) =>
        History.Add(new Operation(userId, command, callId, At(second), At(second + 15), Outcome.Unknown, Seen: null, "unreachable"));

    public void Told(string userId, double second, SeenCall call) => History.Add(new Sighting(userId, At(second), call));

    public void Broke(double from, double until) => History.Add(new Disruption(At(from), At(until), "a silo was killed"));

    /// <summary>The row is not what it was.</summary>
    public void Replace(CallRow row, CallRow by) => _rows[_rows.IndexOf(row)] = by;

    public void Lose(CallRow row) => _rows.Remove(row);

    public void Engage(string userId, string status) => _engaged[userId] = status;
}
