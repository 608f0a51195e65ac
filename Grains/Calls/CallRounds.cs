namespace OrleansCalls.Calls;

/// <summary>
/// How the edge makes a call that others cross, or that replaces an older one: the edge may talk to any call (decision 4).
/// </summary>
public static class CallRounds
{
    // Each round means that another command got in between; more than a few in a row means that something is wrong.
    private const int Most = 4;

    /// <summary>Repeats rounds until the call is made, answered as its crossing, or refused.</summary>
    /// <param name="callId">The new call.</param>
    /// <param name="caller">Who dials, and from which device.</param>
    /// <param name="initiate">Asks the new call's grain to make it.</param>
    /// <param name="execute">Gives a command to the call of this id.</param>
    /// <returns>The result; null when others got in between again and again.</returns>
    public static async Task<CallResult?> Run(
        string callId, Leg caller, Func<Task<CallResult>> initiate, Func<string, LegCommand, Task<CallResult>> execute)
    {
        CallResult? over = null;
        for (var round = 0; round < Most; round++)
        {
            var result = await initiate();
            if (result.AnswerInstead is { } crossing)
            {
                var answered = await execute(crossing, new Answer(caller, callId));
                if (answered.Call is { State: not CallState.Ended } || IsFinal(answered))
                    return answered;
                over = answered.Call is null ? over : answered;
            }
            else if (result.SupersedeFirst is { } older)
            {
                var superseded = await execute(older, new Supersede(caller));
                if (IsFinal(superseded))
                    return superseded;
            }
            else
            {
                return result;
            }
        }

        // A late repeat of a call that was answered as its crossing and is over by now.
        return over;
    }

    /// <summary>That a call does not exist, or no longer does, is no reason to give up.</summary>
    private static bool IsFinal(CallResult result) => result.Refusal is { Code: not RefusalCodes.NotFound };
}
