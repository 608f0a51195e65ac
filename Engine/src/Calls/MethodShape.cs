using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Runtime.Calls;

/// <summary>A grain method: its stable name on the wire, and how it is called.</summary>
internal sealed class MethodShape
{
    public MethodShape(IdSpan interfaceType, uint id, MethodInfo method)
    {
        InterfaceType = interfaceType;
        Id = id;
        Name = $"{method.DeclaringType!.Name}.{method.Name}";
        IsOfRuntime = method.DeclaringType.Namespace?.StartsWith("Orleans", StringComparison.Ordinal) == true;
        IsOneWay = method.IsDefined(typeof(OneWayAttribute));
        ResponseTimeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
    }

    public IdSpan InterfaceType { get; }

    public uint Id { get; }

    public string Name { get; }

    /// <summary>Whether its spans come from the engine's own source. That goes by namespace, so OrleansCalls' spans do too.</summary>
    public bool IsOfRuntime { get; }

    public bool IsOneWay { get; }

    public TimeSpan? ResponseTimeout { get; }
}
