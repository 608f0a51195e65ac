namespace Orleans.Serialization;

/// <summary>Which exceptions go from process to process as what they are. This engine carries every one; Microsoft Orleans only these.</summary>
public class ExceptionSerializationOptions
{
    /// <summary>What the namespaces of such exceptions begin with.</summary>
    public HashSet<string> SupportedNamespacePrefixes { get; } = new(StringComparer.Ordinal) { "Microsoft", "System", "Azure" };
}
