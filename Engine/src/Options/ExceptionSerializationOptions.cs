namespace Orleans.Serialization;

/// <summary>
/// Which exceptions keep their type between processes. Without effect here: this engine keeps all types, Microsoft Orleans only these.
/// </summary>
public class ExceptionSerializationOptions
{
    /// <summary>Prefixes of their namespaces.</summary>
    public HashSet<string> SupportedNamespacePrefixes { get; } = new(StringComparer.Ordinal) { "Microsoft", "System", "Azure" };
}
