using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime;

/// <summary>
/// Names a grain or observer and makes calls to it. For every grain interface a class is generated that derives from this one
/// and implements the interface.
/// </summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private readonly Node _node;

    internal GrainReference(Node node, GrainId grainId)
    {
        _node = node;
        GrainId = grainId;
    }

    /// <summary>Whom it names.</summary>
    public GrainId GrainId { get; }

    // A grain calls through its own silo, wherever it got the reference from.
    internal Node Node => RuntimeContext.Current is Activations.Activation activation ? activation.Node : _node;

    /// <summary>Whether the two name the same grain, as whichever interface.</summary>
    public static bool operator ==(GrainReference? left, GrainReference? right) => left?.Equals(right) ?? right is null;

    /// <summary>Whether the two name different grains.</summary>
    public static bool operator !=(GrainReference? left, GrainReference? right) => !(left == right);

    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"GrainReference:{GrainId}";

    // What the generated classes call, one for each kind of method.
    internal void InvokeVoid(Request request) => _ = Node.Call<Nothing>(GrainId, request);

    internal Task InvokeTask(Request request) => Node.Call<Nothing>(GrainId, request);

    internal Task<T> InvokeTaskOf<T>(Request request) => Node.Call<T>(GrainId, request);

    internal ValueTask InvokeValueTask(Request request) => new(Node.Call<Nothing>(GrainId, request));

    internal ValueTask<T> InvokeValueTaskOf<T>(Request request) => new(Node.Call<T>(GrainId, request));
}
