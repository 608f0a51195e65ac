using NSubstitute;
using OrleansCalls.Calls;
using OrleansCalls.Presence;

namespace OrleansCalls.Races;

/// <summary>A user's presence in the model: the real machine, with a point of interleaving before and after every turn.</summary>
internal sealed class ModelPresence(ModelCluster cluster, string userId)
{
    private readonly TurnQueue _turns = new();
    private readonly CallsOptions _options = new();

    public PresenceState State { get; private set; } = Fresh(userId);

    /// <summary>The silo died: memory is gone, the rows are not.</summary>
    public void LoseMemory()
    {
        State = Fresh(userId);
        Verify();
    }

    public void Verify() => State = PresenceMachine.Rebuild(State, cluster.LiveOf(userId), cluster.Now, _options.ReservationLifetime);

    public void Recheck(string callId)
    {
        State = PresenceMachine.Release(State, callId);
        Verify();
    }

    public IUserPresenceGrain AsGrain()
    {
        var grain = Substitute.For<IUserPresenceGrain>();
        grain.Reserve(default!).ReturnsForAnyArgs(call => Turn(() => Reserve(call.Arg<Reservation>())));
        grain.Release(default!).ReturnsForAnyArgs(call => Turn(() => State = PresenceMachine.Release(State, call.Arg<string>())));
        return grain;
    }

    public Task Publish(CallView call) => Turn(() =>
    {
        if (call.State != CallState.Ended && State.Live?.CallId != call.CallId)
            Verify();
        else
            State = PresenceMachine.Publish(State, call, cluster.Now);
        return true;
    });

    private ReservationResult Reserve(Reservation claim)
    {
        (State, var result) = PresenceMachine.Reserve(State, claim, cluster.Now, _options.RateLimit);
        if (result.OtherCallId is null)
            return result;
        Verify();
        (State, result) = PresenceMachine.Reserve(State, claim, cluster.Now, _options.RateLimit);
        return result;
    }

    private async Task<T> Turn<T>(Func<T> act)
    {
        await Task.Yield();
        using (await _turns.Enter())
        {
            var result = act();
            await Task.Yield();
            return result;
        }
    }

    private static PresenceState Fresh(string userId) => new() { UserId = userId, AssumedUntil = DateTimeOffset.MaxValue };
}
