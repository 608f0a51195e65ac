using System.Globalization;
using System.Text.Json;

namespace OrleansCalls.Http;

/// <summary>
/// Checks JSON against the part of JSON Schema that the API's description uses. A keyword that it does not know is a failure, and so is a
/// field that an object's schema does not name: the description is to be complete, though it lets answers grow.
/// </summary>
internal sealed class SchemaCheck(JsonElement document)
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "$ref", "type", "properties", "required", "additionalProperties", "items", "enum", "oneOf", "format", "minimum", "maximum",
            "minLength", "maxLength",
        "description", "examples", "example", "title", "default",
    };

    /// <summary>What is wrong with <paramref name="value"/>, by where it is; nothing when all is well.</summary>
    public IEnumerable<string> Check(JsonElement schema, JsonElement value, string at = "$")
    {
        foreach (var keyword in schema.EnumerateObject().Where(keyword => !Known.Contains(keyword.Name)))
            yield return $"{at}: the schema has {keyword.Name}, which this check does not know";
        var faults = (schema.TryGetProperty("$ref", out var reference) ? Check(Resolve(reference.GetString()!), value, at) : [])
            .Concat(Types(schema, value, at))
            .Concat(Values(schema, value, at))
            .Concat(Objects(schema, value, at))
            .Concat(Arrays(schema, value, at));
        foreach (var fault in faults)
            yield return fault;
        if (schema.TryGetProperty("oneOf", out var choices)
            && choices.EnumerateArray().Count(choice => !Check(choice, value, at).Any()) != 1)
            yield return $"{at}: {value} is not exactly one of the choices";
    }

    /// <summary>The schema that a reference stands for.</summary>
    public JsonElement Find(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference) ? Find(Resolve(reference.GetString()!)) : schema;

    private JsonElement Resolve(string reference) =>
        reference.TrimStart('#', '/').Split('/')
            .Aggregate(document, (element, name) => element.GetProperty(name.Replace("~1", "/", StringComparison.Ordinal)));

    private static IEnumerable<string> Types(JsonElement schema, JsonElement value, string at)
    {
        if (!schema.TryGetProperty("type", out var type))
            yield break;
        var names = type.ValueKind == JsonValueKind.Array
            ? [.. type.EnumerateArray().Select(name => name.GetString())] : new[] { type.GetString() };
        var actual = value.ValueKind switch
        {
            JsonValueKind.Null => "null",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Number => "number",
            JsonValueKind.String => "string",
            JsonValueKind.Array => "array",
            _ => "object",
        };
        if (!names.Contains(actual) && !(actual == "number" && names.Contains("integer") && value.TryGetInt64(out _)))
            yield return $"{at}: is {actual} and should be {string.Join(" or ", names)}";
    }

    private static IEnumerable<string> Values(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
            yield return $"{at}: {value} is none of {allowed}";
        if (schema.TryGetProperty("format", out var format) && format.GetString() == "date-time")
        {
            // A format without a type says nothing of what is no text; that is how times were described once.
            if (!schema.TryGetProperty("type", out _))
                yield return $"{at}: has a format and no type";
            else if (value.ValueKind == JsonValueKind.String && !IsTime(value.GetString()!))
                yield return $"{at}: {value} is no time in UTC";
        }

        if (value.ValueKind == JsonValueKind.Number
            && ((schema.TryGetProperty("minimum", out var least) && value.GetDouble() < least.GetDouble())
                || (schema.TryGetProperty("maximum", out var most) && value.GetDouble() > most.GetDouble())))
            yield return $"{at}: {value} is out of its range";
    }

    private static bool IsTime(string text) =>
        text.EndsWith('Z') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _);

    private IEnumerable<string> Objects(JsonElement schema, JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.Object)
            yield break;
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)))
                yield return $"{at}: lacks {name}";
        }

        if (!schema.TryGetProperty("properties", out var properties))
            properties = default;
        var others = schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.Object
            ? additional : default;
        if (properties.ValueKind == JsonValueKind.Undefined && others.ValueKind == JsonValueKind.Undefined)
            yield break;
        foreach (var field in value.EnumerateObject())
        {
            var known = properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(field.Name, out var named)
                ? named : others;
            if (known.ValueKind == JsonValueKind.Undefined)
                yield return $"{at}: has {field.Name}, of which the schema does not know";
            else
            {
                foreach (var fault in Check(known, field.Value, $"{at}.{field.Name}"))
                    yield return fault;
            }
        }
    }

    private IEnumerable<string> Arrays(JsonElement schema, JsonElement value, string at) =>
        value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items)
            ? value.EnumerateArray().SelectMany((item, index) => Check(items, item, $"{at}[{index}]"))
            : [];
}
