using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansCalls.Persistence;
using OrleansCalls.Start;

namespace OrleansCalls.Calls;

/// <summary>
/// Prepares the statements of a call's life where they will run, by writing nothing with them, and reads what there is of nobody.
/// </summary>
internal sealed class StorageRehearsal(
    NpgsqlDataSource database, GroupCommit commits, ICallIndex index, IClusterClock clock, IOptions<PersistenceOptions> options)
    : IRehearsal
{
    public async Task Run()
    {
        var lanes = Enumerable.Range(0, options.Value.CommitLanes).ToArray();
        foreach (var made in new[] { true, false })
            await Task.WhenAll(lanes.Select(_ => commits.Execute(new WriteOfNothing(made, clock.Now))));
        await CallStorage.Read(database, [Guid.NewGuid()]);
        await index.ReadUserCalls("rehearsal", clock.Now);
        await index.CountUnseen("rehearsal");
    }

    /// <summary>A call's first write, or a later one, of no call at all.</summary>
    private sealed class WriteOfNothing(bool made, DateTimeOffset now) : Write
    {
        private readonly CallWrite _write = new(
            RehearsedCall.Ended(new Leg("rehearsal", "a"), new Leg("rehearsal", "b"), now), before: null, made ? null : 0, now, line: null);

        public override ImmutableArray<Guid> Keys => _write.Keys;

        public override NpgsqlBatchCommand Statement(IReadOnlyList<Write> writes) => _write.Statement(made ? [] : [_write]);
    }
}
