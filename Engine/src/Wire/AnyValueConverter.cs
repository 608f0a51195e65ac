using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>
/// Values whose declared type is <see cref="object"/>: strings and booleans as they are, others preceded by the name of their type, which
/// must be registered.
/// </summary>
internal sealed class AnyValueConverter : JsonConverter<object>
{
    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            default:
                var type = value.GetType();
                var name = ContractTypes.NameOf(type)
                    ?? throw new SerializerException(
                        $"A {type} cannot be sent as an object: give it [GenerateSerializer], or declare its type where it is passed.");
                writer.WriteStartArray();
                writer.WriteStringValue(name);
                JsonSerializer.Serialize(writer, value, type, options);
                writer.WriteEndArray();
                break;
        }
    }

    public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString()!;
            case JsonTokenType.True or JsonTokenType.False:
                return reader.GetBoolean();
            case JsonTokenType.StartArray:
                reader.Read();
                var name = reader.GetString() ?? throw new JsonException();
                var type = ContractTypes.Find(name) ?? throw new JsonException($"No type is registered as \"{name}\".");
                reader.Read();
                var value = JsonSerializer.Deserialize(ref reader, type, options) ?? throw new JsonException();
                reader.Read();
                return reader.TokenType is JsonTokenType.EndArray ? value : throw new JsonException();
            default:
                throw new JsonException();
        }
    }
}
