using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>Remembers which browsers people have signed in from.</summary>
public sealed class DeviceMemory(IKnownDevices devices, IOptions<SignInOptions> options, IClusterClock clock)
{
    /// <summary>The one of these tokens that is known for an account, or null.</summary>
    public Task<string?> Find(string username, ImmutableArray<string> tokens) => devices.Find(username, tokens, clock.Now);

    /// <summary>Remembers a browser, by a new token each time, so that a copied one is soon worthless.</summary>
    public async Task<RememberedDevice> Remember(string userId, string? replaced)
    {
        var now = clock.Now;
        var device = new KnownDevice(SessionToken.New(), userId, now + options.Value.DeviceLifetime);
        await devices.Remember(device, replaced, options.Value.DevicesPerPerson, now);
        return new RememberedDevice(device.Token, replaced, device.ExpiresAt);
    }
}

/// <summary>The token that a browser is known by from now on.</summary>
/// <param name="Token">The token.</param>
/// <param name="Replaced">The one that it replaces.</param>
/// <param name="ExpiresAt">When it expires.</param>
public sealed record RememberedDevice(string Token, string? Replaced, DateTimeOffset ExpiresAt);
