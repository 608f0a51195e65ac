using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>Writes and reads one value as JSON, with the converter of its type at hand.</summary>
internal static class WireValue
{
    public static void Write<T>(Utf8JsonWriter json, T value)
    {
        if (value is null)
            json.WriteNullValue();
        else
            Of<T>.Converter.Write(json, value, WireJson.Options);
    }

    /// <summary>Reads the value that begins where the reader is.</summary>
    public static T Read<T>(ref Utf8JsonReader json) =>
        json.TokenType is JsonTokenType.Null && default(T) is null ? default! : Of<T>.Converter.Read(ref json, typeof(T), WireJson.Options)!;

    /// <summary>Reads a document that is one value.</summary>
    public static T ReadOnly<T>(ref Utf8JsonReader json)
    {
        json.Read();
        return Read<T>(ref json);
    }

    /// <summary>Reads the next argument. One that an older caller did not send is the default of its type.</summary>
    public static T ReadNext<T>(ref Utf8JsonReader json)
    {
        const int Arguments = 0;
        if (json.TokenType is JsonTokenType.EndArray && json.CurrentDepth == Arguments)
            return default!;
        if (!json.Read() || (json.TokenType is JsonTokenType.EndArray && json.CurrentDepth == Arguments))
            return default!;
        return Read<T>(ref json);
    }

    private static class Of<T>
    {
        private static JsonConverter<T>? _converter;

        public static JsonConverter<T> Converter => _converter ??= (JsonConverter<T>)WireJson.Options.GetTypeInfo(typeof(T)).Converter;
    }
}
