using System.Runtime.CompilerServices;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Manifest;
using Orleans.Runtime.Proxies;
using Orleans.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>The requests that may be received: those to interfaces of the application and the engine.</summary>
internal static class RequestTable
{
    private static readonly Lazy<Dictionary<byte[], Methods>> Interfaces = new(Find);

    /// <summary>An empty request, to be filled with its arguments.</summary>
    /// <exception cref="SerializerException">There is no such method here.</exception>
    public static Request Create(ReadOnlySpan<byte> interfaceId, uint methodId)
    {
        if (!Interfaces.Value.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(interfaceId, out var methods))
            throw new SerializerException(
                $"There is no grain interface \"{System.Text.Encoding.UTF8.GetString(interfaceId)}\" in this process.");
        if (!methods.Requests.TryGetValue(methodId, out var request))
            throw new SerializerException($"Grain interface {methods.Interface} has no method {methodId:X8}.");
        return Blank(request);
    }

    private static Request Blank(Type type) => (Request)RuntimeHelpers.GetUninitializedObject(type);

    private static Dictionary<byte[], Methods> Find()
    {
        var found = new Dictionary<byte[], Methods>(ByteComparer.Instance);
        foreach (var type in GrainAssemblies.Types.Where(IsGrainInterface))
        {
            var id = InterfaceShape.IdOf(type);
            if (!found.TryAdd(id.AsSpan().ToArray(), new(type)))
                throw new OrleansConfigurationException($"Two grain interfaces are called \"{id}\"; give one of them another [Alias].");
        }

        return found;
    }

    private static bool IsGrainInterface(Type type) =>
        type is { IsInterface: true, ContainsGenericParameters: false } && typeof(IAddressable).IsAssignableFrom(type);

    // Classes are generated only for interfaces that are called.
    private sealed class Methods(Type type)
    {
        private readonly Lazy<Dictionary<uint, Type>> _requests = new(() =>
            RequestClass.For(type).Select(method => method.Request.DeclaringType!).ToDictionary(request => Blank(request).Shape.Id));

        public Type Interface => type;

        public Dictionary<uint, Type> Requests => _requests.Value;
    }
}
