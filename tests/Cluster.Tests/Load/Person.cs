using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using OrleansCalls.Cluster.Tests.History;
using OrleansCalls.Testing;

namespace OrleansCalls.Cluster.Tests.Load;

/// <summary>
/// Somebody with one device, who behaves as the browser client does: stays connected with any front-end, says so with heartbeats, repeats
/// commands until they are answered, and keeps the highest version of every call. All of it is recorded.
/// </summary>
public sealed class Person : IAsyncDisposable
{
    private static readonly TimeSpan CommandPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(6);
    private const int EndAttempts = 5;

    private static readonly TimeSpan EndPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CommandPause = TimeSpan.FromMilliseconds(300);

    private readonly CallHistory _history;
    private readonly ConcurrentDictionary<string, SeenCall> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _signals = new();
    private readonly PeriodicTimer _heartbeats;
    private readonly Task _beating;

    private Person(Account account, Line line, CallHistory history, TimeSpan heartbeatInterval)
    {
        Account = account;
        Line = line;
        _history = history;
        _heartbeats = new PeriodicTimer(heartbeatInterval);
        _beating = Beat();
    }

    /// <summary>Who.</summary>
    public Account Account { get; }

    /// <summary>The id.</summary>
    public string UserId => Account.UserId;

    /// <summary>The connection.</summary>
    public Line Line { get; }

    /// <summary>The payloads of the signals that came, in order.</summary>
    public IReadOnlyCollection<string> Signals => _signals;

    /// <summary>Connects, and completes when the device is there.</summary>
    public static async Task<Person> Connect(
        Account account, Func<IReadOnlyList<Uri>> addresses, CallHistory history, TimeSpan heartbeatInterval)
    {
        var line = new Line(account, addresses);
        var person = new Person(account, line, history, heartbeatInterval);
        line.Event += person.Take;
        line.Open();
        await line.WhenConnected().WaitAsync(TimeSpan.FromSeconds(60));
        return person;
    }

    /// <summary>A call as it was seen last; null when it was not.</summary>
    public SeenCall? Knows(string callId) => _calls.GetValueOrDefault(callId);

    /// <summary>Waits until a call is seen so.</summary>
    public Task<SeenCall> Sees(string callId, Func<SeenCall, bool> so, TimeSpan? patience = null) =>
        Eventually.Holds(() => Task.FromResult(Knows(callId)!), call => call is not null && so(call), patience);

    /// <summary>Waits until a call is seen to be over.</summary>
    public Task<SeenCall> SeesEnd(string callId, TimeSpan? patience = null) => Sees(callId, call => call.IsOver, patience);

    /// <summary>Calls somebody.</summary>
    public Task<Operation> Call(Person callee, string callId) =>
        Do(Commands.Initiate, callId, new { calleeId = callee.UserId, media = "audio", callId });

    /// <summary>Sends a command until it is answered, as often as it takes, and records what came of it.</summary>
    public async Task<Operation> Do(string command, string callId, object? argument = null)
    {
        var invoked = Now;
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            string trouble;
            try
            {
                var left = CommandPatience - TimeProvider.System.GetElapsedTime(began);
                var hub = await Line.WhenConnected().WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1));
                var seen = SeenCall.Read(await hub.Invoke(command, argument ?? callId).WaitAsync(AnswerLimit));
                Note(seen);
                return Record(Outcome.Ok, seen, code: null);
            }
            catch (HubRefusedException refused) when (refused.Code is not ("" or "unavailable"))
            {
                return Record(Outcome.Refused, seen: null, refused.Code);
            }
            catch (Exception failure) when (Line.IsTrouble(failure))
            {
                trouble = failure.GetType().Name + ": " + failure.Message;
            }

            if (TimeProvider.System.GetElapsedTime(began) > CommandPatience)
                return Record(Outcome.Unknown, seen: null, trouble);
            await Eventually.After(CommandPause);
        }

        Operation Record(Outcome outcome, SeenCall? seen, string? code)
        {
            var operation = new Operation(UserId, command, callId, invoked, Now, outcome, seen, code);
            _history.Add(operation);
            return operation;
        }
    }

    /// <summary>Ends whatever call this person is in, and completes when they are in none.</summary>
    public async Task LeaveEverything(TimeSpan patience)
    {
        var began = TimeProvider.System.GetTimestamp();
        var last = "nothing was asked";
        while (TimeProvider.System.GetElapsedTime(began) < patience)
        {
            try
            {
                var hub = await Line.WhenConnected().WaitAsync(patience);
                var snapshot = await hub.Invoke("Resume").WaitAsync(AnswerLimit);
                if (TakeSnapshot(snapshot) is not { } call)
                    return;
                last = $"{call}; hung up: {await Do(Commands.HangUp, call.CallId)}";
            }
            catch (Exception failure) when (Line.IsTrouble(failure) || failure is HubRefusedException)
            {
                last = $"{Line}: {failure.GetType().Name}: {failure.Message}";
                await Eventually.After(CommandPause);
            }
        }

        throw new TimeoutException($"{Account.Username} ({UserId}) was still in a call, or could not ask, after {patience}: {last}.");
    }

    public async ValueTask DisposeAsync()
    {
        _heartbeats.Dispose();
        await _beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Line.DisposeAsync();
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private async Task Beat()
    {
        while (await _heartbeats.WaitForNextTickAsync())
        {
            try
            {
                if (Line.Hub is { } hub)
                    await hub.Invoke("Heartbeat").WaitAsync(AnswerLimit);
            }
            catch (Exception failure) when (Line.IsTrouble(failure) || failure is HubRefusedException)
            {
                // The next one says it.
            }
        }
    }

    private void Take(string name, ReadOnlyMemory<byte> payload)
    {
        switch (name)
        {
            case "Snapshot":
                // Who connects has just said so.
                _heartbeats.Period = _heartbeats.Period;
                TakeSnapshot(JsonElement.Parse(payload.Span));
                break;
            case "SignalReceived":
                _signals.Enqueue(JsonElement.Parse(payload.Span).GetProperty("payload").GetString()!);
                break;
            case "CallInitiated" or "CallAnswered" or "CallRejected" or "CallUpdated" or "CallEnded":
                Tell(SeenCall.Read(JsonElement.Parse(payload.Span)));
                break;
        }
    }

    private SeenCall? TakeSnapshot(JsonElement snapshot)
    {
        var seen = snapshot.TryGetProperty("call", out var call) ? SeenCall.Read(call) : null;
        if (seen is not null)
            Tell(seen);
        foreach (var missed in _calls.Values.Where(known => !known.IsOver && known.CallId != seen?.CallId))
            _ = LearnEnd(missed.CallId);
        return seen;
    }

    /// <summary>The snapshot no longer names this call: how it ended is asked, never guessed.</summary>
    private async Task LearnEnd(string callId)
    {
        for (var attempt = 0; attempt < EndAttempts && Knows(callId) is { IsOver: false }; attempt++)
        {
            if (await Account.AskCall(Line.Address!, callId) is { } call)
                Tell(call);
            else
                await Eventually.After(EndPause);
        }
    }

    private void Tell(SeenCall call)
    {
        _history.Add(new Sighting(UserId, Now, call));
        Note(call);
    }

    private void Note(SeenCall call) => _calls.AddOrUpdate(call.CallId, call, (_, known) => known.Version >= call.Version ? known : call);
}
