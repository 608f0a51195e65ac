using Orleans.Configuration;
using Orleans.Runtime.Manifest;

namespace Orleans.Runtime.Activations;

/// <summary>How long activations live and how much they take on.</summary>
internal sealed class ActivationSettings(GrainCollectionOptions collection, SiloMessagingOptions messaging)
{
    public TimeSpan CollectionQuantum => collection.CollectionQuantum;

    public TimeSpan ActivationTimeout => collection.ActivationTimeout;

    public TimeSpan DeactivationTimeout => collection.DeactivationTimeout;

    public int HardLimit { get; } = messaging.MaxEnqueuedRequestsHardLimit;

    public int SoftLimit { get; } = messaging.MaxEnqueuedRequestsSoftLimit;

    public bool DropExpired { get; } = messaging.DropExpiredMessages;

    public TimeSpan AgeOf(GrainClass grainClass) =>
        collection.ClassSpecificCollectionAge.TryGetValue(grainClass.Type.FullName!, out var age) ? age
        : grainClass.AgeLimit ?? collection.CollectionAge;
}
