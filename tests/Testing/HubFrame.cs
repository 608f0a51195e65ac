using System.Globalization;
using System.Text.Json;

namespace OrleansCalls.Testing;

/// <summary>One record of SignalR's JSON protocol, read without making a document of it.</summary>
internal readonly record struct HubFrame(int Type, string? Target, long InvocationId, string? Error, Range Payload)
{
    /// <summary>Ends every record.</summary>
    public const byte Separator = 0x1e;

    /// <summary>The server calls the client.</summary>
    public const int Invocation = 1;

    /// <summary>The answer to a call of the client's.</summary>
    public const int Completion = 3;

    /// <summary>The server is about to close.</summary>
    public const int Close = 7;

    /// <summary>Reads a record. The payload is the first argument or the result.</summary>
    public static HubFrame Read(ReadOnlySpan<byte> record, Dictionary<string, string> names)
    {
        var frame = default(HubFrame);
        var reader = new Utf8JsonReader(record);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
                frame = frame with { Type = Next(ref reader).GetInt32() };
            else if (reader.ValueTextEquals("target"u8))
                frame = frame with { Target = Intern(Next(ref reader).GetString()!, names) };
            else if (reader.ValueTextEquals("invocationId"u8))
                frame = frame with { InvocationId = long.Parse(Next(ref reader).GetString()!, CultureInfo.InvariantCulture) };
            else if (reader.ValueTextEquals("error"u8))
                frame = frame with { Error = Next(ref reader).GetString() };
            else if (reader.ValueTextEquals("result"u8))
                frame = frame with { Payload = Skip(ref reader) };
            else if (reader.ValueTextEquals("arguments"u8))
                frame = frame with { Payload = FirstOf(ref reader) };
            else
                Skip(ref reader);
        }

        return frame;
    }

    /// <summary>Null, or why the server refuses the handshake.</summary>
    public static string? HandshakeError(ReadOnlySpan<byte> record) => Read(record, []).Error;

    /// <summary>The payload as a document of its own.</summary>
    public static JsonElement Parse(ReadOnlyMemory<byte> record, Range payload) =>
        payload.Equals(default) ? default : JsonElement.Parse(record[payload].Span);

    private static Utf8JsonReader Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader;
    }

    private static Range Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }

    private static Range FirstOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        var first = default(Range);
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (first.Equals(default))
                first = start..(int)reader.BytesConsumed;
        }

        return first;
    }

    private static string Intern(string name, Dictionary<string, string> names)
    {
        if (names.TryGetValue(name, out var known))
            return known;
        names.Add(name, name);
        return name;
    }
}
