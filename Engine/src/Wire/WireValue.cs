using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>Writes and reads a value as JSON, with the cached converter of its type.</summary>
internal static class WireValue
{
    public static void Write<T>(Utf8JsonWriter json, T value)
    {
        if (value is null)
            json.WriteNullValue();
        else
            Of<T>.Converter.Write(json, value, WireJson.Options);
    }

    /// <summary>Reads the value at the reader's position.</summary>
    public static T Read<T>(ref Utf8JsonReader json) =>
        json.TokenType is JsonTokenType.Null && default(T) is null
            ? default!
            : Of<T>.Converter.Read(ref json, typeof(T), WireJson.Options)!;

    /// <summary>Reads the value that comes next.</summary>
    public static T ReadOnly<T>(ref Utf8JsonReader json)
    {
        json.Read();
        return Read<T>(ref json);
    }

    /// <summary>Reads the next argument; the default of its type if an older caller did not send it.</summary>
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
