using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Orleans.Runtime.Persistence;

/// <summary>Stores states in PostgreSQL, using the queries in the table <c>OrleansQuery</c>.</summary>
internal sealed class AdoNetGrainStorage(
    string name, AdoNetGrainStorageOptions options, IGrainStorageSerializer standard, IOptions<ClusterOptions> cluster)
    : IGrainStorage, ISiloPart
{
    private readonly string _serviceId = cluster.Value.ServiceId;
    private readonly IGrainStorageSerializer _serializer = options.GrainStorageSerializer ?? standard;
    private NpgsqlDataSource? _database;
    private Dictionary<string, string> _queries = [];

    private string ClearQuery => options.DeleteStateOnClear ? "DeleteStorageKey" : "ClearStorageKey";

    public async Task Prepare(CancellationToken cancellation)
    {
        if (!string.Equals(options.Invariant, "Npgsql", StringComparison.Ordinal))
            throw new OrleansConfigurationException(
                $"Storage {name} has invariant \"{options.Invariant}\"; the embedded engine supports only Npgsql.");

        _database = NpgsqlDataSource.Create(options.ConnectionString);
        await using var command = _database.CreateCommand("SELECT QueryKey, QueryText FROM OrleansQuery");
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            _queries[rows.GetString(0)] = rows.GetString(1);
        foreach (var needed in (string[])["ReadFromStorageKey", "WriteToStorageKey", ClearQuery])
        {
            if (!_queries.ContainsKey(needed))
                throw new OrleansConfigurationException($"Table OrleansQuery has no query {needed}, which storage {name} needs.");
        }
    }

    public Task Stop(CancellationToken cancellation) => _database?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await using var command = Command("ReadFromStorageKey", stateName, grainId);
        await using var rows = await command.ExecuteReaderAsync();
        var found = await rows.ReadAsync();
        byte[]? payload = null;
        if (found)
        {
            var column = rows.GetOrdinal("PayloadBinary");
            payload = await rows.IsDBNullAsync(column) ? null : rows.GetFieldValue<byte[]>(column);
            grainState.ETag = Version(rows, rows.GetOrdinal("Version"));
        }
        else
        {
            grainState.ETag = null;
        }

        grainState.State = payload is null ? FreshState.Of<T>() : _serializer.Deserialize<T>(new BinaryData(payload));
        grainState.RecordExists = found;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await using var command = Command("WriteToStorageKey", stateName, grainId);
        AddVersion(command, grainState.ETag);
        command.Parameters.AddWithValue("PayloadBinary", NpgsqlDbType.Bytea, _serializer.Serialize(grainState.State).ToArray());
        grainState.ETag = await Change(command, stateName, grainId, grainState.ETag);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!grainState.RecordExists)
        {
            await ReadStateAsync(stateName, grainId, grainState);
            if (!grainState.RecordExists)
                return;
        }

        await using var command = Command(ClearQuery, stateName, grainId);
        AddVersion(command, grainState.ETag);
        var version = await Change(command, stateName, grainId, grainState.ETag);
        grainState.ETag = options.DeleteStateOnClear ? null : version;
        grainState.RecordExists = false;
        grainState.State = FreshState.Of<T>();
    }

    // No row, or an unchanged version, means that somebody else has written.
    private async Task<string> Change(NpgsqlCommand command, string stateName, GrainId grainId, string? etag)
    {
        string? fresh = null;
        await using (var rows = await command.ExecuteReaderAsync())
        {
            if (await rows.ReadAsync())
                fresh = Version(rows, 0);
        }

        return string.IsNullOrEmpty(fresh) || string.Equals(fresh, etag, StringComparison.Ordinal)
            ? throw new InconsistentStateException(
                $"Version conflict: ServiceId={_serviceId} ProviderName={name} GrainType={stateName} GrainId={grainId} ETag={etag}.",
                null,
                etag)
            : fresh;
    }

    private NpgsqlCommand Command(string query, string stateName, GrainId grainId)
    {
        var database = _database ?? throw new InvalidOperationException($"Storage {name} has not started.");
        var key = AdoNetGrainKey.Of(grainId);
        var command = database.CreateCommand(_queries[query]);
        var parameters = command.Parameters;
        parameters.AddWithValue("GrainIdHash", key.Hash);
        parameters.AddWithValue("GrainIdN0", key.N0);
        parameters.AddWithValue("GrainIdN1", key.N1);
        parameters.AddWithValue("GrainTypeHash", (int)StableHash.ComputeHash(Encoding.UTF8.GetBytes(stateName)));
        parameters.AddWithValue("GrainTypeString", stateName);
        parameters.AddWithValue("GrainIdExtensionString", NpgsqlDbType.Varchar, (object?)key.Text ?? DBNull.Value);
        parameters.AddWithValue("ServiceId", _serviceId);
        return command;
    }

    private static void AddVersion(NpgsqlCommand command, string? etag)
    {
        object version = string.IsNullOrEmpty(etag) ? DBNull.Value : int.Parse(etag, CultureInfo.InvariantCulture);
        command.Parameters.AddWithValue("GrainStateVersion", NpgsqlDbType.Integer, version);
    }

    private static string? Version(NpgsqlDataReader rows, int column) =>
        rows.IsDBNull(column) ? null : Convert.ToString(rows.GetValue(column), CultureInfo.InvariantCulture);
}
