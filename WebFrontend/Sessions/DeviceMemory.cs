using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>Remembers from which browsers somebody has signed in.</summary>
public sealed class DeviceMemory(IKnownDevices devices, IOptions<SignInOptions> options, IClusterClock clock)
{
    /// <summary>The one of these tokens that is known for an account, or null.</summary>
    public Task<string?> Find(string username, ImmutableArray<string> tokens) => devices.Find(username, tokens, clock.Now);

    /// <summary>Knows a browser from now on; by a new token each time, so that one that was copied is soon worth nothing.</summary>
    public async Task<RememberedDevice> Remember(string userId, string? replaced)
    {
        var now = clock.Now;
        var device = new KnownDevice(SessionToken.New(), userId, now + options.Value.DeviceLifetime);
        await devices.Remember(device, replaced, options.Value.DevicesPerPerson, now);
        return new RememberedDevice(device.Token, replaced, device.ExpiresAt);
    }
}

/// <summary>What a browser is to be told by which it is known.</summary>
/// <param name="Token">The token.</param>
/// <param name="Replaced">The one that it comes instead of.</param>
/// <param name="ExpiresAt">Until when.</param>
public sealed record RememberedDevice(string Token, string? Replaced, DateTimeOffset ExpiresAt);
