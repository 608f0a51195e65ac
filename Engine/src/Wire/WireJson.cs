using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Wire;

/// <summary>Values as JSON: members by their [Id], and only registered names of types.</summary>
internal static class WireJson
{
    public const int MaxDepth = 64;

    [ThreadStatic]
    private static Node? _node;

    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The silo or client that reads; references it reads call through it.</summary>
    public static Node Node => _node ?? throw new InvalidOperationException("References are read only from messages.");

    public static Utf8JsonReader Reader(ReadOnlySpan<byte> bytes) => new(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });

    public static Scope On(Node node)
    {
        var before = _node;
        _node = node;
        return new(before);
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            IncludeFields = true,
            MaxDepth = MaxDepth,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Contracts.Apply } },
            Converters =
            {
                new FloatConverter<double>(),
                new FloatConverter<float>(),
                new IdSpanConverter(),
                new GrainTypeConverter(),
                new GrainIdConverter(),
                new SiloAddressConverter(),
                new ReferenceConverters(),
                new CollectionConverters(),
                new ExceptionConverters(),
                new AnyValueConverter(),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    public readonly struct Scope(Node? before) : IDisposable
    {
        public void Dispose() => _node = before;
    }
}
