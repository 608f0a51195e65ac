using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Orleans.Runtime.Wire;

/// <summary>A string; bytes that are not UTF-8 are Base64 in an array.</summary>
internal sealed class IdSpanConverter : JsonConverter<IdSpan>
{
    public override void Write(Utf8JsonWriter writer, IdSpan value, JsonSerializerOptions options)
    {
        if (Utf8.IsValid(value.AsSpan()))
        {
            writer.WriteStringValue(value.AsSpan());
            return;
        }

        writer.WriteStartArray();
        writer.WriteBase64StringValue(value.AsSpan());
        writer.WriteEndArray();
    }

    public override IdSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.StartArray)
        {
            reader.Read();
            var bytes = reader.GetBytesFromBase64();
            reader.Read();
            return reader.TokenType is JsonTokenType.EndArray ? new(bytes) : throw new JsonException();
        }

        if (reader.TokenType is not JsonTokenType.String)
            throw new JsonException();
        if (reader.ValueSpan.IsEmpty)
            return default;
        var text = new byte[reader.ValueSpan.Length];
        var length = reader.CopyString(text);
        return new(length == text.Length ? text : text[..length]);
    }
}

/// <summary>As its <see cref="IdSpan"/>.</summary>
internal sealed class GrainTypeConverter : JsonConverter<GrainType>
{
    public override void Write(Utf8JsonWriter writer, GrainType value, JsonSerializerOptions options) =>
        WireValue.Write(writer, value.Value);

    public override GrainType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(WireValue.Read<IdSpan>(ref reader));
}

/// <summary>Type and key, in an array.</summary>
internal sealed class GrainIdConverter : JsonConverter<GrainId>
{
    public override void Write(Utf8JsonWriter writer, GrainId value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        WireValue.Write(writer, value.Type);
        WireValue.Write(writer, value.Key);
        writer.WriteEndArray();
    }

    public override GrainId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
            throw new JsonException();
        var type = WireValue.ReadOnly<GrainType>(ref reader);
        var key = WireValue.ReadOnly<IdSpan>(ref reader);
        reader.Read();
        return reader.TokenType is JsonTokenType.EndArray ? new(type, key) : throw new JsonException();
    }
}

/// <summary>A string.</summary>
internal sealed class SiloAddressConverter : JsonConverter<SiloAddress>
{
    public override void Write(Utf8JsonWriter writer, SiloAddress value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Utf8);

    public override SiloAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && !reader.ValueIsEscaped
            ? WireNames.Address(reader.ValueSpan)
            : throw new JsonException();
}
