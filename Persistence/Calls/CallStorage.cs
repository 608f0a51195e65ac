using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Storage;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>Keeps calls as typed rows in PostgreSQL. Writes share commits through <see cref="GroupCommit"/>, and reads queries.</summary>
public sealed class CallStorage(NpgsqlDataSource database, GroupCommit commits, IOptions<CallsOptions> options) : IGrainStorage
{
    /// <summary>The calls with some ids; a call's own id takes precedence over that of an absorbed one.</summary>
    private const string ReadSql = """
        select asked.id, to_json(found)
        from unnest($1) asked (id) cross join lateral (
            select *
            from calls c
            where c.call_id = asked.id or c.absorbed_call_id = asked.id
            order by c.call_id = asked.id desc
            limit 1
        ) found
        """;

    private readonly CallTimings _timings = CallTimings.From(options.Value);
    private readonly BatchLoader<Guid, CallView> _calls = new(ids => Read(database, ids));

    /// <summary>The calls with some ids, their own or those of calls that they absorbed.</summary>
    public static async Task<IReadOnlyDictionary<Guid, CallView>> Read(NpgsqlDataSource database, IReadOnlyCollection<Guid> ids)
    {
        var found = await database.Command(ReadSql, Param.Uuids(ids))
            .All(row => (Id: row.GetGuid(0), Call: JsonRows.Read<CallView>(row, 1)));
        return found.ToDictionary(one => one.Id, one => one.Call);
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var state = StoredCallState.Of(grainState);
        state.Accept(Guid.TryParseExact(StoredCallState.CallIdOf(grainId), "D", out var callId) ? await _calls.Load(callId) : null);
    }

    /// <exception cref="InconsistentStateException">Another version is stored than the state's ETag says.</exception>
    /// <exception cref="DatabaseUnavailableException">
    /// The database is away or the queue is full; it may be unknown whether it was written.
    /// </exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var state = StoredCallState.Of(grainState);
        var record = state.ToWrite(grainId);
        var line = state.State.Line;
        var write = new CallWrite(record, state.State.Before, state.ExpectedVersion(), _timings.DeadlineOf(record), line);
        await Commit(write, grainId, state.ETag, IsPatient(line));
        state.Accept(record);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var state = StoredCallState.Of(grainState);
        if (state.ExpectedVersion() is { } expected)
            await Commit(new CallRemoval(StoredCallState.CallIdOf(grainId), expected), grainId, state.ETag);
        state.Accept(null);
    }

    /// <summary>Whoever is connected already hears it: nobody waits for this write as for a ring, an answer or an end.</summary>
    private static bool IsPatient(LedgerEntry? line) => line?.Command == WireText.Of(typeof(Connected));

    private async Task Commit(Write write, GrainId grainId, string? etag, bool patient = false)
    {
        try
        {
            if (!await (patient ? commits.ExecutePatiently(write) : commits.Execute(write)))
                throw StoredCallState.Conflict(grainId, etag);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Two calls that absorb the same one, or share a person, at the same moment.
            throw StoredCallState.Conflict(grainId, etag);
        }
    }
}
