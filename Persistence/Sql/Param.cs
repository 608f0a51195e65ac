using Npgsql;
using NpgsqlTypes;

namespace OrleansCalls.Persistence;

/// <summary>Typed positional parameters, so that PostgreSQL never has to guess and statements are prepared once.</summary>
internal static class Param
{
    public static NpgsqlParameter Text(string? value) => Of(NpgsqlDbType.Text, value is null ? null : StoredText.Clean(value));

    public static NpgsqlParameter Texts(IEnumerable<string?> values) =>
        Of(NpgsqlDbType.Array | NpgsqlDbType.Text, values.Select(value => value is null ? null : StoredText.Clean(value)).ToArray());

    public static NpgsqlParameter TextsOrNull(IEnumerable<string>? values) =>
        values is null ? Of(NpgsqlDbType.Array | NpgsqlDbType.Text, null) : Texts(values);

    public static NpgsqlParameter Uuid(Guid? value) => Of(NpgsqlDbType.Uuid, value);

    public static NpgsqlParameter Time(DateTimeOffset? value) => Of(NpgsqlDbType.TimestampTz, Microseconds.Truncate(value)?.UtcDateTime);

    public static NpgsqlParameter Uuids(IEnumerable<Guid> values) => Of(NpgsqlDbType.Array | NpgsqlDbType.Uuid, values.ToArray());

    public static NpgsqlParameter Times(IEnumerable<DateTimeOffset?> values) =>
        Of(NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, values.Select(value => Microseconds.Truncate(value)?.UtcDateTime).ToArray());

    public static NpgsqlParameter Ints(IEnumerable<int?> values) => Of(NpgsqlDbType.Array | NpgsqlDbType.Integer, values.ToArray());

    public static NpgsqlParameter Int(int value) => Of(NpgsqlDbType.Integer, value);

    public static NpgsqlParameter Long(long value) => Of(NpgsqlDbType.Bigint, value);

    public static NpgsqlParameter Bool(bool? value) => Of(NpgsqlDbType.Boolean, value);

    public static NpgsqlParameter Bools(IEnumerable<bool> values) => Of(NpgsqlDbType.Array | NpgsqlDbType.Boolean, values.ToArray());

    public static NpgsqlParameter Json(byte[] utf8) => Of(NpgsqlDbType.Json, utf8);

    public static NpgsqlParameter Interval(TimeSpan value) => Of(NpgsqlDbType.Interval, value);

    public static NpgsqlParameter Bytes(byte[]? value) => Of(NpgsqlDbType.Bytea, value);

    public static NpgsqlParameter Bytes(IEnumerable<byte[]> values) => Of(NpgsqlDbType.Array | NpgsqlDbType.Bytea, values.ToArray());

    private static NpgsqlParameter Of(NpgsqlDbType type, object? value) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
