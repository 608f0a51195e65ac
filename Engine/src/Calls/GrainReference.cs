using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime;

/// <summary>A reference to a grain or observer. For every grain interface, a derived class that makes the calls is generated.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private readonly Node _node;

    internal GrainReference(Node node, GrainId grainId)
    {
        _node = node;
        GrainId = grainId;
    }

    /// <summary>The grain or observer.</summary>
    public GrainId GrainId { get; }

    // A grain calls through its own silo, wherever it got the reference from.
    internal Node Node => RuntimeContext.Current is Activations.Activation activation ? activation.Node : _node;

    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"GrainReference:{GrainId}";

    // Called by the generated classes, one for each kind of method.
    internal Task InvokeTask(Request request) => Node.Call<Nothing>(GrainId, request);

    internal Task<T> InvokeTaskOf<T>(Request request) => Node.Call<T>(GrainId, request);
}
