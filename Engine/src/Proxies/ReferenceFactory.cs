using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Proxies;

/// <summary>Creates references that call through a silo or client.</summary>
internal sealed class ReferenceFactory(Node node)
{
    public GrainReference Create(GrainId id, Type interfaceType) => ReferenceClass.For(interfaceType)(node, id);

    public T Create<T>(GrainId id) => (T)(object)(Typed<T>.Make ??= ReferenceClass.For(typeof(T)))(node, id);

    public GrainReference CreateUntyped(GrainId id) => new(node, id);

    private static class Typed<T>
    {
        public static Func<Node, GrainId, GrainReference>? Make;
    }
}
