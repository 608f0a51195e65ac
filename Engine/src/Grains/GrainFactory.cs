using Orleans.Runtime.Cluster;
using Orleans.Runtime.Manifest;

namespace Orleans.Runtime;

internal sealed class GrainFactory(Node node, GrainManifest manifest) : IClusterClient
{
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey)
        where TGrainInterface : IGrainWithStringKey =>
        string.IsNullOrWhiteSpace(primaryKey)
            ? throw new ArgumentException("The key of a grain cannot be empty.", nameof(primaryKey))
            : Create<TGrainInterface>(IdSpan.Create(primaryKey));

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey)
        where TGrainInterface : IGrainWithIntegerKey => Create<TGrainInterface>(IdSpan.Create($"{primaryKey:X}"));

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is GrainReference)
            throw new ArgumentException("It is a reference already.", nameof(obj));
        if (obj is IGrainBase)
            throw new ArgumentException("A grain is called through its own reference.", nameof(obj));
        return node.References.Create<TGrainObserverInterface>(node.Objects.AddObserver(obj));
    }

    private T Create<T>(IdSpan key) => node.References.Create<T>(GrainId.Create(manifest.TypeOf(typeof(T)), key));
}
