using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Npgsql;
using OrleansCalls.Calls;

namespace OrleansCalls.Persistence;

/// <summary>
/// Records as rows, in both directions: each property is a column of the same name in snake case, and PostgreSQL turns JSON into rows
/// (<c>json_populate_recordset</c>) and back (<c>to_json</c>). A new property needs a column, and nothing here.
/// </summary>
internal static class JsonRows
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(new LowerCase()), new CleanText() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutFalse } },
    };

    /// <summary>The columns that are properties, but for some.</summary>
    public static ImmutableArray<string> Columns<T>(params ReadOnlySpan<string> except)
    {
        var properties = Format.GetTypeInfo(typeof(T)).Properties.Where(property => property.Set is not null);
        return [.. properties.Select(property => property.Name).Except(except.ToArray(), StringComparer.Ordinal)];
    }

    /// <summary>Columns as a list, each with this before it.</summary>
    public static string Of(this ImmutableArray<string> columns, string prefix = "") =>
        string.Join(", ", columns.Select(column => prefix + column));

    /// <summary>The assignments of an update that takes columns over from another row.</summary>
    public static string From(this ImmutableArray<string> columns, string source) =>
        string.Join(", ", columns.Select(column => $"{column} = {source}.{column}"));

    /// <summary>Rows as one parameter.</summary>
    public static NpgsqlParameter Param<T>(IEnumerable<T> rows) =>
        Persistence.Param.Json(JsonSerializer.SerializeToUtf8Bytes(rows, Format));

    /// <summary>The record in the first column of the present row.</summary>
    public static T Read<T>(NpgsqlDataReader row) => Read<T>(row, 0);

    /// <summary>The record in a column of the present row.</summary>
    public static T Read<T>(NpgsqlDataReader row, int column) => JsonSerializer.Deserialize<T>(row.GetString(column), Format)!;

    /// <summary>People are kept in their call's row, and rewritten with it: what they do not do takes no room.</summary>
    private static void LeaveOutFalse(JsonTypeInfo type)
    {
        if (type.Type != typeof(Participant))
            return;
        foreach (var property in type.Properties)
            property.ShouldSerialize = (_, value) => value is not (null or false);
    }

    private sealed class LowerCase : JsonNamingPolicy
    {
        public override string ConvertName(string name) => name.ToLowerInvariant();
    }

    private sealed class CleanText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(StoredText.Clean(value));
    }
}
