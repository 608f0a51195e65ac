using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Storage;

namespace OrleansCalls.Persistence;

/// <summary>Grain state as plain JSON: no type names, so that whoever can write a row cannot choose which class it becomes.</summary>
public sealed class JsonStateSerializer : IGrainStorageSerializer
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public BinaryData Serialize<T>(T input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Options));

    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span, Options)!;
}
