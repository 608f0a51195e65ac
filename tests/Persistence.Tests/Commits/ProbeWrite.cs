using System.Collections.Immutable;
using Npgsql;
using OrleansCalls.Calls;

namespace OrleansCalls.Persistence.Tests.Commits;

/// <summary>A write of a test: a row in a table that nothing else uses, unless its statement says something else.</summary>
internal sealed class ProbeWrite(string sql = ProbeWrite.Insert) : Write
{
    public const string Table = "data_protection_keys";

    public const string Insert = $"insert into {Table} (name, xml) select id, '' from unnest($1) id returning name::uuid";

    /// <summary>Its condition never holds.</summary>
    public const string Conflict = $"update {Table} set xml = 'x' where name = 'nobody' and $1 is not null returning name::uuid";

    /// <summary>PostgreSQL refuses it.</summary>
    public const string Error = "select unnest($1) where 1 / 0 = 1";

    public const string WithoutRows = $"delete from {Table} where name = any ($1::text[])";

    /// <summary>Statements differ by their text.</summary>
    private static readonly ImmutableArray<string> Kinds = [Insert, Conflict, Error, WithoutRows];

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public override ImmutableArray<Guid> Keys => [Id];

    public override int Kind => Kinds.IndexOf(sql);

    public override NpgsqlBatchCommand Statement(IReadOnlyList<Write> writes) =>
        SqlExtensions.Statement(sql, Param.Uuids(writes.Select(write => write.Keys[0])));
}
