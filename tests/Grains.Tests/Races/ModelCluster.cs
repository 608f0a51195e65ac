using System.Collections.Immutable;
using NSubstitute;
using OrleansCalls.Calls;
using OrleansCalls.Presence;

namespace OrleansCalls.Races;

/// <summary>A silo died under a procedure.</summary>
internal sealed class SiloDied : Exception;

/// <summary>
/// The cluster in virtual time: rows with the database's rule of one live call a user, presences and calls with their turns, and silos that
/// die. The machines and the reservations are the product's own; only the runtime around them is modelled.
/// </summary>
internal sealed class ModelCluster(InterleavingScheduler scheduler, int crashOnceIn = 0)
{
    private readonly Dictionary<string, ModelPresence> _presences = [];
    private readonly Dictionary<string, TurnQueue> _turns = [];

    public Dictionary<string, CallView> Rows { get; } = [];

    public DateTimeOffset Now { get; set; } = DirectCall.Start;

    /// <summary>How often the database itself had to refuse a second live call.</summary>
    public int Fenced { get; private set; }

    /// <summary>How often an initiate had to begin anew.</summary>
    public int Repeats { get; private set; }

    public ImmutableArray<CallView> LiveOf(string userId) => [.. Rows.Values.Where(call => Claims(call, userId))];

    public ModelPresence Presence(string userId) =>
        _presences.TryGetValue(userId, out var presence) ? presence : _presences[userId] = new ModelPresence(this, userId);

    /// <summary>Initiates as the edge does: in rounds, each step repeated when a silo dies under it.</summary>
    public Task<CallResult?> Initiate(string callId, Leg caller, params string[] calleeIds)
    {
        var initiated = 0;
        return CallRounds.Run(
            callId,
            caller,
            () =>
            {
                Repeats += initiated++ == 0 ? 0 : 1;
                return Repeated(() => TryInitiate(callId, caller, calleeIds));
            },
            (id, command) => Repeated(async () => Result(await Command(id, command))));
    }

    /// <summary>One command to one call, in its turn; null when there is no such call.</summary>
    public async Task<CallView?> Command(string callId, CallCommand command)
    {
        await Task.Yield();
        using (await Turns(callId).Enter())
            return await Execute(callId, command);
    }

    /// <summary>As <see cref="Command"/>, repeated when a silo dies under it.</summary>
    public Task<CallView?> CommandRepeated(string callId, CallCommand command) => Repeated(() => Command(callId, command));

    private static async Task<T> Repeated<T>(Func<Task<T>> step)
    {
        while (true)
        {
            try
            {
                return await step();
            }
            catch (SiloDied)
            {
                await Task.Yield();
            }
        }
    }

    private static CallResult Result(CallView? call) => call is null ? Refusal.CallNotFound : call;

    private async Task<CallResult> TryInitiate(string callId, Leg caller, params string[] calleeIds)
    {
        await Task.Yield();
        using (await Turns(callId).Enter())
        {
            if (Rows.TryGetValue(callId, out var existing))
                return existing;
            if (Rows.Values.FirstOrDefault(row => row.AbsorbedCallId == callId) is { } absorber)
                return new CallResult { AnswerInstead = absorber.CallId };
            await DieSometimes();
            var (callees, instead) = await new CallReservations(Grains()).Claim(callId, caller.UserId, [.. calleeIds]);
            if (instead is not null)
                return instead;
            await DieSometimes();
            return Result(await Execute(callId, new Initiate(
                callId,
                CallMedia.Audio,
                calleeIds is [_] ? CallKind.Direct : CallKind.Group,
                null,
                DirectCall.Person(caller.UserId, ParticipantStatus.Joined, caller.DeviceId),
                [.. calleeIds.Select(id => DirectCall.Person(id, callees[id], null))])));
        }
    }

    private async Task<CallView?> Execute(string callId, CallCommand command)
    {
        var call = Rows.GetValueOrDefault(callId);
        var decision = CallMachine.Decide(call, command, Now, DirectCall.Timings);
        if (decision.Refusal is not null || decision.Events.IsEmpty)
            return call;
        var next = CallEvolution.Apply(call, decision.Events);
        await DieSometimes();
        Commit(next);
        await DieSometimes();
        foreach (var person in next.Participants)
            await Presence(person.UserId).Publish(next);
        return next;
    }

    private void Commit(CallView next)
    {
        var fenced = next.Participants.Any(
            person => Claims(next, person.UserId) && LiveOf(person.UserId).Any(other => other.CallId != next.CallId));
        if (fenced)
        {
            Fenced++;
            foreach (var person in next.Participants)
                Presence(person.UserId).Recheck(next.CallId);
            throw new SiloDied();
        }
        Rows[next.CallId] = next;
    }

    /// <summary>A point where the silo may die: the procedure ends here, and one presence loses its memory.</summary>
    private async Task DieSometimes()
    {
        await Task.Yield();
        if (crashOnceIn == 0 || !scheduler.OnceIn(crashOnceIn))
            return;
        if (_presences.Count > 0 && scheduler.OnceIn(2))
            _presences.Values.First().LoseMemory();
        throw new SiloDied();
    }

    private IGrainFactory Grains()
    {
        var factory = Substitute.For<IGrainFactory>();
        factory.GetGrain<IUserPresenceGrain>(default(string)!).ReturnsForAnyArgs(
            call => Presence(GrainKeys.Id(call.ArgAt<string>(0))).AsGrain());
        return factory;
    }

    private TurnQueue Turns(string callId) => _turns.TryGetValue(callId, out var turns) ? turns : _turns[callId] = new TurnQueue();

    private static bool Claims(CallView call, string userId) => call.Find(userId) is { } person && call.IsLiveFor(person);
}
