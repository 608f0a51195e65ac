using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>References to grains and observers, as the identity they refer to. The reader's reference calls through its own node.</summary>
internal sealed class ReferenceConverters : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert == typeof(GrainReference) || (typeToConvert.IsInterface && typeof(IAddressable).IsAssignableFrom(typeToConvert));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<T> : JsonConverter<T>
        where T : class, IAddressable
    {
        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => WireValue.Write(writer, value switch
        {
            GrainReference reference => reference.GrainId,
            IGrainBase grain => grain.GrainContext.GrainId,
            _ => throw new SerializerException(
                $"{value.GetType()} is not a reference: pass what {nameof(IGrainFactory.CreateObjectReference)} returned for it."),
        });

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var id = WireValue.Read<GrainId>(ref reader);
            var references = WireJson.Node.References;
            return typeof(T) == typeof(GrainReference) ? (T)(object)references.CreateUntyped(id) : references.Create<T>(id);
        }
    }
}
