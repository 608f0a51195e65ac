using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>
/// Calls as rows, in both directions: each property is a column of the same name, and PostgreSQL turns JSON into rows and back. A new
/// property needs a column, and nothing here.
/// </summary>
internal static class CallRows
{
    /// <summary>A call with everybody in it as one value, of <c>calls c</c>.</summary>
    public const string Json = """
        (select to_json(whole)
         from (
             select c.*, (select json_agg(p order by p.position) from call_participants p where p.call_id = c.call_id) as participants
         ) whole)
        """;

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(new LowerCase()), new CleanText() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameColumns } },
    };

    /// <summary>The columns of <c>calls</c> that are properties, except the key.</summary>
    public static ImmutableArray<string> CallColumns { get; } =
        [.. Columns<CallView>().Where(name => name is not ("call_id" or "participants"))];

    /// <summary>The columns of <c>call_participants</c> that are properties, except the user.</summary>
    public static ImmutableArray<string> PersonColumns { get; } = [.. Columns<Participant>().Where(name => name != "user_id")];

    /// <summary>A call as a parameter that <c>jsonb_populate_record</c> makes rows of.</summary>
    public static NpgsqlParameter Param(CallView call) => Persistence.Param.Json(JsonSerializer.SerializeToUtf8Bytes(call, Format));

    /// <summary>The call in the first column of the present row, which is <see cref="Json"/>.</summary>
    public static CallView Read(NpgsqlDataReader row) => JsonSerializer.Deserialize<CallView>(row.GetString(0), Format)!;

    /// <summary>The rest of the present result as calls, in the order of the rows.</summary>
    public static async Task<ImmutableArray<CallView>> ReadAll(NpgsqlDataReader reader)
    {
        var calls = ImmutableArray.CreateBuilder<CallView>();
        while (await reader.ReadAsync())
            calls.Add(Read(reader));
        return calls.ToImmutable();
    }

    private static IEnumerable<string> Columns<T>() =>
        Format.GetTypeInfo(typeof(T)).Properties.Where(property => property.Set is not null).Select(property => property.Name);

    private static void NameColumns(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.Name == "absorbed_call_id"))
            property.Name = "absorbed_id";
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
