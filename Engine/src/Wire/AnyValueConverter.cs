using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>Values whose declared type is <see cref="object"/>: texts and truth values as they are, the others after the name of their type, which must be a registered one.</summary>
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
                    ?? throw new SerializerException($"A value of type {type} cannot travel as an object; give the type [GenerateSerializer], or declare it where the value is passed.");
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
