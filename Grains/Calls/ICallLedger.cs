using System.Collections.Immutable;

namespace OrleansCalls.Calls;

/// <summary>
/// The ledger of calls. The call's storage writes the lines of accepted commands with its row; this takes the others and reads all.
/// </summary>
public interface ICallLedger
{
    /// <summary>How many lines wait to be written.</summary>
    int Waiting { get; }

    /// <summary>Takes a line that changes nothing. It is written soon, and dropped when too many wait; never waits, never throws.</summary>
    void Note(LedgerEntry entry);

    /// <summary>
    /// The lines of a call, and of the crossing call that it absorbed, oldest first; the first <paramref name="limit"/> of them.
    /// </summary>
    Task<ImmutableArray<LedgerEntry>> Read(string callId, int limit);
}
