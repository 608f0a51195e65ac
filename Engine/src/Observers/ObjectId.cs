using Orleans.Runtime.Wire;

namespace Orleans.Runtime.Observers;

/// <summary>
/// The identity of an object that belongs to a process, not to the cluster: an observer, or a part of the engine. The key begins with
/// the address of the process, so that everybody knows where to send.
/// </summary>
internal static class ObjectId
{
    public static readonly GrainType ObserverType = GrainType.Create("sys.client");
    public static readonly GrainType SystemType = GrainType.Create("sys.silo");

    public static bool Is(GrainId id) => id.Type.Equals(ObserverType) || id.Type.Equals(SystemType);

    public static GrainId Client(SiloAddress home) => GrainId.Create(ObserverType, home.ToParsableString());

    public static GrainId Observer(SiloAddress home, Guid name) => GrainId.Create(ObserverType, $"{home.ToParsableString()}+{name:N}");

    public static GrainId System(SiloAddress home, string name) => GrainId.Create(SystemType, $"{home.ToParsableString()}+{name}");

    public static SiloAddress Home(GrainId id)
    {
        var key = id.Key.AsSpan();
        var plus = key.IndexOf((byte)'+');
        return WireNames.Address(plus < 0 ? key : key[..plus]);
    }
}
