using System.Collections.Immutable;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>Removes a call with the rows by which people find it, if it is there in this version.</summary>
internal sealed class CallRemoval(string callId, int version) : Write
{
    private const string Sql = """
        with gone as (
            delete from calls
            using unnest($1, $2) old (call_id, version)
            where calls.call_id = old.call_id and calls.version = old.version
            returning calls.*
        ),
        people as (
            delete from call_participants mine
            using gone, json_to_recordset(gone.participants) as who (user_id text)
            where mine.user_id = who.user_id and mine.created_at = gone.created_at and mine.call_id = gone.call_id
        )
        select call_id from gone
        """;

    public override ImmutableArray<Guid> Keys { get; } = [Guid.ParseExact(callId, "D")];

    public override NpgsqlBatchCommand Statement(IReadOnlyList<Write> writes) => SqlExtensions.Statement(
        Sql,
        Param.Uuids(writes.Select(write => write.Keys[0])),
        Param.Ints(writes.Cast<CallRemoval>().Select(removal => (int?)removal.Version)));

    private int Version => version;
}
