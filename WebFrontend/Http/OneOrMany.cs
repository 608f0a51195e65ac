using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansCalls.Http;

/// <summary>A body that is one thing or an array of them.</summary>
[JsonConverter(typeof(OneOrManyConverterFactory))]
public sealed record OneOrMany<T>(ImmutableArray<T> Items);

/// <summary>Reads <see cref="OneOrMany{T}"/>.</summary>
public sealed class OneOrManyConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(OneOrMany<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<OneOrMany<T>>
    {
        public override OneOrMany<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.StartArray)
                return new OneOrMany<T>(JsonSerializer.Deserialize<ImmutableArray<T>>(ref reader, options));
            return new OneOrMany<T>([JsonSerializer.Deserialize<T>(ref reader, options) ?? throw new JsonException("Null is invalid.")]);
        }

        public override void Write(Utf8JsonWriter writer, OneOrMany<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Items, options);
    }
}
