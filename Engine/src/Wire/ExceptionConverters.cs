using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>Exceptions of all types, as <see cref="ExceptionRecord"/>.</summary>
internal sealed class ExceptionConverters : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeof(Exception).IsAssignableFrom(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<T> : JsonConverter<T>
        where T : Exception
    {
        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            WireValue.Write(writer, ExceptionRecord.Of(value));

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            WireValue.Read<ExceptionRecord>(ref reader).Restore() as T ?? throw new JsonException($"It is not a {typeof(T)}.");
    }
}
