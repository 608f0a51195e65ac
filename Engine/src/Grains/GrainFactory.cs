using Orleans.Runtime.Cluster;
using Orleans.Runtime.Manifest;
using Orleans.Runtime.Observers;

namespace Orleans.Runtime;

/// <inheritdoc cref="IGrainFactory"/>
internal sealed class GrainFactory(Node node, GrainManifest manifest) : IClusterClient
{
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        node.References.Create<TGrainInterface>(GrainId.Create(manifest.TypeOf(typeof(TGrainInterface), grainClassNamePrefix), Checked(primaryKey)));

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        node.References.Create<TGrainInterface>(GrainId.Create(manifest.TypeOf(typeof(TGrainInterface), grainClassNamePrefix), GrainIdKeyExtensions.CreateIntegerKey(primaryKey)));

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

    private static string Checked(string key) =>
        string.IsNullOrWhiteSpace(key) ? throw new ArgumentException("The key of a grain cannot be empty.", nameof(key)) : key;
}
