using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>Floating-point numbers. Those that JSON lacks (NaN and the infinities) are strings.</summary>
internal sealed class FloatConverter<T> : JsonConverter<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (!T.IsFinite(value))
            writer.WriteStringValue(value.ToString(null, CultureInfo.InvariantCulture));
        else if (value is float single)
            writer.WriteNumberValue(single);
        else
            writer.WriteNumberValue(double.CreateChecked(value));
    }

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && reader.TokenType is JsonTokenType.Number or JsonTokenType.String
            ? value
            : throw new JsonException();
}
