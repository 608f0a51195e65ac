using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orleans.Runtime.Wire;

/// <summary>The buffers for writing a message, kept per thread.</summary>
internal sealed class WireScratch
{
    private static readonly JsonWriterOptions JsonOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static WireScratch? _mine;

    private WireScratch() => Json = new(Output, JsonOptions);

    public WireWriter Block { get; } = new();

    public LimitedOutput Output { get; } = new();

    public Utf8JsonWriter Json { get; }

    /// <summary>The thread's own, or a new one while a message is written within another.</summary>
    public static WireScratch Rent()
    {
        var scratch = _mine ?? new();
        _mine = null;
        return scratch;
    }

    public void Return()
    {
        Block.Clear();
        Json.Reset();
        Output.Begin(null, 0);
        _mine = this;
    }
}
