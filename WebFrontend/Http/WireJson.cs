using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OrleansCalls.Calls;
using OrleansCalls.Presence;

namespace OrleansCalls.Http;

/// <summary>The product's JSON, the same over HTTP and hub.</summary>
public static class WireJson
{
    /// <summary>No request nests deeper than three; more is an attack.</summary>
    public const int MaxDepth = 16;

    /// <summary>Properties written even when null, because readers may rely on them.</summary>
    private static readonly HashSet<(Type, string)> AlwaysWritten =
    [
        (typeof(PresenceView), "lastSeen"),
        (typeof(SignalView), "fromDevice"),
    ];

    /// <summary>Properties that are not for clients: what they see is the call's, and nobody holds a call yet.</summary>
    private static readonly HashSet<(Type, string)> NeverWritten =
    [
        (typeof(Participant), "ringDeadline"),
        (typeof(Participant), "held"),
    ];

    /// <summary>Makes <paramref name="options"/> read and write the product's JSON.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;

        // Ignoring a misspelled field would do something other than what was asked.
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.MaxDepth = MaxDepth;

        // Session descriptions are full of '+', and answers are never put into HTML and carry nosniff.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new UtcTimeConverter());
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WriteEvenWhenNull, KeepInside } };
    }

    /// <summary>Whether a property of <paramref name="type"/> is written even when null.</summary>
    public static bool WritesNull(Type type, JsonPropertyInfo property) =>
        AlwaysWritten.Contains((type, property.Name))
        || property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
            is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.Never }];

    private static void WriteEvenWhenNull(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (AlwaysWritten.Contains((type.Type, property.Name)))
                property.ShouldSerialize = static (_, _) => true;
        }
    }

    private static void KeepInside(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => NeverWritten.Contains((type.Type, property.Name))).ToList())
            type.Properties.Remove(property);
    }
}
