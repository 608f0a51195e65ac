using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Storage;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>Keeps calls as typed rows in PostgreSQL. Writes share commits through <see cref="GroupCommit"/>.</summary>
public sealed class CallStorage(NpgsqlDataSource database, GroupCommit commits, IOptions<CallsOptions> options) : IGrainStorage
{
    private readonly CallTimings _timings = CallTimings.From(options.Value);

    /// <summary>The call with an id; its own id takes precedence over that of an absorbed call.</summary>
    internal const string ReadSql = """
        select to_json(c)
        from calls c
        where c.call_id = $1 or c.absorbed_call_id = $1
        order by c.call_id = $1 desc
        limit 1
        """;

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var state = StoredCallState.Of(grainState);
        if (!Guid.TryParseExact(StoredCallState.CallIdOf(grainId), "D", out var callId))
        {
            state.Accept(null);
            return;
        }
        state.Accept((await database.Command(ReadSql, Param.Uuid(callId)).All(JsonRows.Read<CallView>)).SingleOrDefault());
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
