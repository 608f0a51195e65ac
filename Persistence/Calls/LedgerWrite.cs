using System.Collections.Immutable;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>Lines of commands that changed nothing.</summary>
internal sealed class LedgerWrite(IReadOnlyCollection<LedgerEntry> lines) : Write
{
    private static readonly string Sql = $"""
        with written as ({LedgerRows.InsertSql("json_populate_recordset(null::call_ledger, $1) line") + LedgerRows.OrCount})
        select unnest($2)
        """;

    public override ImmutableArray<Guid> Keys { get; } = [.. lines.Select(line => line.Id)];

    public override NpgsqlBatchCommand Statement(IReadOnlyList<Write> writes) => SqlExtensions.Statement(
        Sql,
        JsonRows.Param(writes.Cast<LedgerWrite>().SelectMany(write => write.Lines)),
        Param.Uuids(writes.Select(write => write.Keys[0])));

    private IReadOnlyCollection<LedgerEntry> Lines => lines;
}
