using System.Collections.Immutable;
using Orleans.Concurrency;

namespace OrleansCalls.Calls;

/// <summary>One call. Its key is <see cref="GrainKeys.Call"/>.</summary>
/// <remarks>
/// Commands are repeatable: a duplicate, stale or losing one changes nothing and gets the call as it now is.
/// A call that does not exist and one that is somebody else's are refused alike with <see cref="RefusalCodes.NotFound"/>.
/// Nothing is replied or told before it is committed; when the commit fails the exception escapes and the command may be repeated.
/// </remarks>
[Alias("calls.ICallGrain")]
public interface ICallGrain : IGrainWithStringKey
{
    /// <summary>Reserves everybody, and rings or ends at once with the reason.</summary>
    [Alias("Initiate")]
    Task<CallResult> Initiate(InitiateCall command);

    /// <summary>Does what somebody asks of the call.</summary>
    [Alias("Execute")]
    Task<CallResult> Execute(LegCommand command);

    /// <summary>The call as it now is, for one of its participants.</summary>
    [Alias("Get")]
    Task<CallResult> Get(string userId);

    /// <summary>Relays signals to the other bound legs, in order.</summary>
    /// <returns>For each, null when it was taken, or why not.</returns>
    [Alias("Signal")]
    Task<ImmutableArray<Refusal?>> Signal(ImmutableArray<SendSignal> signals);

    /// <summary>The kept signals for this leg's user whose number is above <paramref name="after"/>.</summary>
    [Alias("Signals")]
    Task<SignalPage> Signals(Leg leg, long after);

    /// <summary>Acts on the deadline if it has passed. Whoever finds an overdue call may say so.</summary>
    [Alias("Wake")]
    Task Wake();
}
