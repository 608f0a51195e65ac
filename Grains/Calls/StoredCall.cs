namespace OrleansCalls.Calls;

/// <summary>What a call grain's storage reads and writes: a record, or none yet.</summary>
/// <remarks>
/// Reading the id of a call that was absorbed by a crossing one gives the record of that one:
/// its <see cref="CallView.CallId"/> then differs from the id asked for.
/// </remarks>
public sealed class StoredCall
{
    /// <summary>The name of the state and of the storage that keeps it.</summary>
    public const string StorageName = "calls";

    /// <summary>The committed record; null before the call is made.</summary>
    public CallView? Record { get; set; }

    /// <summary>The ledger line of the command that led to this record, written together with it. Never read back.</summary>
    public LedgerEntry? Line { get; set; }

    /// <summary>The record that is stored while another waits to be written, so that only what changed is. Never read back.</summary>
    public CallView? Before { get; private init; }

    /// <summary>What to write next over this.</summary>
    public StoredCall Next(CallView record, LedgerEntry? line) => new() { Record = record, Line = line, Before = Record };
}
