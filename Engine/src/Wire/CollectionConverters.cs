using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>Collections that System.Text.Json does not handle: default immutable arrays, and dictionaries with keys of any type.</summary>
internal sealed class CollectionConverters : JsonConverterFactory
{
    private static readonly Type[] Dictionaries =
    [
        typeof(Dictionary<,>), typeof(IReadOnlyDictionary<,>), typeof(ImmutableDictionary<,>),
    ];

    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType
        && typeToConvert.GetGenericTypeDefinition() is var open
        && (open == typeof(ImmutableArray<>) || IsKeyed(open, typeToConvert));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var arguments = typeToConvert.GetGenericArguments();
        var converter = arguments.Length == 1
            ? typeof(ArrayConverter<>).MakeGenericType(arguments)
            : typeof(PairsConverter<,,>).MakeGenericType([typeToConvert, .. arguments]);
        return (JsonConverter)Activator.CreateInstance(converter)!;
    }

    private static bool IsKeyed(Type open, Type type) => Dictionaries.Contains(open) && type.GetGenericArguments()[0] != typeof(string);

    private sealed class ArrayConverter<T> : JsonConverter<ImmutableArray<T>>
    {
        public override void Write(Utf8JsonWriter writer, ImmutableArray<T> value, JsonSerializerOptions options)
        {
            if (value.IsDefault)
            {
                writer.WriteNullValue();
                return;
            }

            writer.WriteStartArray();
            foreach (var one in value)
                WireValue.Write(writer, one);
            writer.WriteEndArray();
        }

        public override ImmutableArray<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is JsonTokenType.Null)
                return default;
            if (reader.TokenType is not JsonTokenType.StartArray)
                throw new JsonException();

            var items = new List<T>();
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                items.Add(WireValue.Read<T>(ref reader));
            return [.. items];
        }
    }

    // One array of alternating keys and values.
    private sealed class PairsConverter<TDictionary, TKey, TValue> : JsonConverter<TDictionary>
        where TDictionary : class, IEnumerable<KeyValuePair<TKey, TValue>>
        where TKey : notnull
    {
        public override void Write(Utf8JsonWriter writer, TDictionary value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var (key, one) in value)
            {
                WireValue.Write(writer, key);
                WireValue.Write(writer, one);
            }

            writer.WriteEndArray();
        }

        public override TDictionary Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is not JsonTokenType.StartArray)
                throw new JsonException();

            var pairs = new Dictionary<TKey, TValue>();
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            {
                var key = WireValue.Read<TKey>(ref reader) ?? throw new JsonException();
                pairs[key] = WireValue.ReadOnly<TValue>(ref reader);
            }

            var isImmutable = typeof(TDictionary) == typeof(ImmutableDictionary<TKey, TValue>);
            return (TDictionary)(isImmutable ? pairs.ToImmutableDictionary() : (object)pairs);
        }
    }
}
