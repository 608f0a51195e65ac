using System.Collections.Immutable;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>The ledger's rows.</summary>
internal static class LedgerRows
{
    /// <summary>The lines of a call and of the one that it absorbed.</summary>
    public const string ReadSql = """
        select to_json(line)
        from call_ledger line
        where call_id = $1 or call_id = (select absorbed_call_id from calls where call_id = $1)
        order by at, version, id
        limit $2
        """;

    /// <summary>Removes lines from before a time, a batch at a time.</summary>
    public const string ForgetSql = """
        delete from call_ledger
        where ctid = any (array(select ctid from call_ledger where at < $1 limit $2 for update skip locked))
        """;

    private static readonly ImmutableArray<string> Columns = JsonRows.Columns<LedgerEntry>();

    /// <summary>A line that exists stays as it is, except that one which counts several commands may count more.</summary>
    public static readonly string OrCount = $"""

        on conflict (call_id, id) do update
        set {Columns.From("excluded")}
        where old.more < excluded.more
        """;

    /// <summary>Writes the lines of a source that is called <c>line</c>.</summary>
    public static string InsertSql(string source) => $"""
        insert into call_ledger as old ({Columns.Of()})
        select {Columns.Of("line.")}
        from {source}
        """;
}
