using OrleansCalls.Calls;
using OrleansCalls.Presence;

namespace OrleansCalls.Start;

/// <summary>
/// Goes through the rules of a call that nobody makes, and asks grains of people who do not exist: several, to reach several silos.
/// </summary>
public sealed class GrainRehearsal(IGrainFactory grains, IClusterClock clock) : IRehearsal
{
    private const int Grains = 8;

    public Task Run() => Task.WhenAll(Enumerable.Range(0, Grains).Select(_ => Ask()));

    private async Task Ask()
    {
        var (caller, callee) = (Leg(), Leg());
        var call = RehearsedCall.Ended(caller, callee, clock.Now);
        var presence = grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(callee.UserId));
        await presence.Get();
        await presence.Reserve(new Reservation(call.CallId, caller.UserId, [callee.UserId, caller.UserId]));
        await presence.Release(call.CallId);
        await presence.Publish(call, CallChange.Ended);
        var nobodys = grains.GetGrain<ICallGrain>(GrainKeys.Call(call.CallId));
        await nobodys.Execute(new HangUp(caller));
        await nobodys.Signal([new SendSignal(caller, callee.UserId, SignalType.Offer, "", 0)]);
    }

    private static Leg Leg() => new("rehearsal-" + Guid.NewGuid().ToString("N"), "rehearsal");
}
