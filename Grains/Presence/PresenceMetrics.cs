using System.Diagnostics.Metrics;

namespace OrleansCalls.Presence;

/// <summary>How many people and devices have their presence on this silo. Meter <c>OrleansCalls.Presence</c>.</summary>
public sealed class PresenceMetrics
{
    private int _users;
    private int _devices;

    /// <summary>Makes the instruments.</summary>
    public PresenceMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("OrleansCalls.Presence");
        meter.CreateObservableUpDownCounter(
            "orleanscalls.presence.users", () => Users, "{user}", "People with a device, whose presence lives on this silo.");
        meter.CreateObservableUpDownCounter("orleanscalls.presence.devices", () => Devices, "{device}", "Their devices.");
    }

    /// <summary>People with a device.</summary>
    public int Users => Volatile.Read(ref _users);

    /// <summary>Their devices.</summary>
    public int Devices => Volatile.Read(ref _devices);

    /// <summary>Adds, or takes away.</summary>
    public void Add(int users, int devices)
    {
        Interlocked.Add(ref _users, users);
        Interlocked.Add(ref _devices, devices);
    }
}
