using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace OrleansCalls.Http;

/// <summary>
/// Makes the schemas match what is read and written. The framework goes by constructors; we leave null fields out of answers, and requests
/// may leave out whatever their check does not require (<see cref="RequiredAttribute"/>).
/// </summary>
public sealed class ApiSchemas : IOpenApiDocumentTransformer
{
    private readonly ConcurrentDictionary<string, Type> _types = new(StringComparer.Ordinal);

    /// <summary>The name of a type's schema; null for an inline one.</summary>
    public string? NameOf(JsonTypeInfo info)
    {
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(info);
        if (name is not null)
            _types[name] = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        return name;
    }

    public async Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var json = context.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var schemas = document.Components!.Schemas!;
        foreach (var (name, type) in _types.Where(known => IsOneOrMany(known.Value)).ToList())
            schemas[name] = await OneOrMany(type.GetGenericArguments()[0], document, context, cancellationToken);
        var requests = Requests(document, schemas);
        foreach (var (name, schema) in schemas)
        {
            if (schema is not OpenApiSchema open || !_types.TryGetValue(name, out var type))
                continue;
            if (type == typeof(ProblemDetails))
                Problem(open);
            else if (type.IsEnum)
                Enumeration(open);
            else if (json.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } info)
                Object(open, info, requests.Contains(name));
            if (ApiExamples.Of(type) is { } example)
                open.Examples = [JsonSerializer.SerializeToNode(example, json)!];
        }
    }

    private static bool IsOneOrMany(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(OneOrMany<>);

    private static async Task<OpenApiSchema> OneOrMany(
        Type type, OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, parameterDescription: null, cancellationToken));
        return new OpenApiSchema
        {
            OneOf =
            [
                new OpenApiSchemaReference(type.Name, document),
                new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchemaReference(type.Name, document) },
            ],
        };
    }

    /// <summary>The schemas of requests.</summary>
    private static HashSet<string> Requests(OpenApiDocument document, IDictionary<string, IOpenApiSchema> schemas)
    {
        var bodies = document.Paths.Values.SelectMany(path => path.Operations!.Values)
            .SelectMany(operation => operation.RequestBody?.Content?.Values.AsEnumerable() ?? [])
            .Select(media => NameOf(media.Schema)).OfType<string>().ToList();
        return [.. bodies, .. bodies.SelectMany(name => schemas[name].OneOf ?? []).Select(NameOf).OfType<string>()];
    }

    private static string? NameOf(IOpenApiSchema? schema) => (schema as OpenApiSchemaReference)?.Reference.Id;

    private static void Enumeration(OpenApiSchema schema)
    {
        schema.Type = JsonSchemaType.String;
        schema.Enum = [.. (schema.Enum ?? []).OfType<JsonNode>()];
    }

    private static void Object(OpenApiSchema schema, JsonTypeInfo info, bool isRequest)
    {
        // Answers may gain fields; readers should ignore what they do not know.
        schema.AdditionalPropertiesAllowed = !isRequest;
        schema.Required = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in info.Properties.Where(property => schema.Properties?.ContainsKey(property.Name) == true))
        {
            var mayBeNull = isRequest ? !IsRequired(property) : WireJson.WritesNull(info.Type, property);
            schema.Properties![property.Name] = Property(schema.Properties[property.Name], property.PropertyType, mayBeNull);
            if (isRequest ? IsRequired(property) : mayBeNull || !property.IsGetNullable)
                schema.Required.Add(property.Name);
        }
    }

    private static bool IsRequired(JsonPropertyInfo property) =>
        property.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: true) == true;

    private static IOpenApiSchema Property(IOpenApiSchema schema, Type type, bool mayBeNull)
    {
        if (schema is not OpenApiSchema open)
            return schema;
        if (open.OneOf is [OpenApiSchema { Type: JsonSchemaType.Null }, var present])
            return mayBeNull ? schema : present;

        // Our own converter writes times, which the framework cannot see into.
        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset))
            (open.Type, open.Format) = (JsonSchemaType.String, "date-time");
        open.Type = mayBeNull ? open.Type | JsonSchemaType.Null : open.Type & ~JsonSchemaType.Null;
        return open;
    }

    private static void Problem(OpenApiSchema schema)
    {
        var text = new OpenApiSchema { Type = JsonSchemaType.String };
        schema.AdditionalPropertiesAllowed = true;
        schema.Required = new HashSet<string>(StringComparer.Ordinal) { "title", "status", "code" };
        schema.Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = text,
            ["title"] = text,
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "A sentence for people." },
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable, for programs." },
            ["field"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The field of the request to blame, if any." },
            ["taken"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = text, Description = "With code `taken`: these names." },
        };
    }
}
