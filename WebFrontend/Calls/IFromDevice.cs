namespace OrleansCalls.Calls;

/// <summary>A request that says from which device it comes.</summary>
public interface IFromDevice
{
    /// <summary>The device; null for the person.</summary>
    string? DeviceId { get; }
}
