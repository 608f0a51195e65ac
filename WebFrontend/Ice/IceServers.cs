using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using OrleansCalls.Calls;
using OrleansCalls.Presence;

namespace OrleansCalls.Ice;

/// <summary>Makes the list of servers for one user's <c>RTCPeerConnection</c>, with short-lived credentials.</summary>
/// <remarks>
/// Only people in a call get a relay, or anybody could use it. Clients ask when they set up media, after the answer was committed.
/// </remarks>
public sealed class IceServers(IOptions<IceOptions> options, IClusterClock clock, IGrainFactory grains, CommandRepeater repeater)
{
    private static readonly IceServerBody PublicStun = new(["stun:stun.l.google.com:19302"]);

    /// <summary>The servers for <paramref name="userId"/>.</summary>
    public async Task<IceServersBody> For(string userId)
    {
        var servers = options.Value.Servers is { } configured
            ? configured.Select(server => new IceServerBody([.. server.Urls], server.Username, server.Credential))
            : [PublicStun];
        var turn = options.Value.Turn;
        if (turn.Urls.Count == 0 || !await IsInCall(userId))
            return new IceServersBody([.. servers]);

        var expiresAt = clock.Now + turn.Lifetime;
        var username = string.Create(CultureInfo.InvariantCulture, $"{expiresAt.ToUnixTimeSeconds()}:{userId}");
        var relay = new IceServerBody([.. turn.Urls], username, Credential(username, turn.Secret!));
        return new IceServersBody([.. servers, relay], expiresAt);
    }

    private async Task<bool> IsInCall(string userId) =>
        (await repeater.Run(() => grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(userId)).Get())).LiveCallId is not null;

    /// <summary>The password of a user name, by the scheme of coturn's REST API (draft-uberti-behave-turn-rest).</summary>
    public static string Credential(string username, string secret)
    {
#pragma warning disable CA5350 // The scheme is what TURN servers speak; HMAC does not lean on SHA-1's resistance to collisions.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(username)));
#pragma warning restore CA5350
    }
}

/// <summary>What <c>RTCPeerConnection</c> gets.</summary>
/// <param name="IceServers">The servers.</param>
/// <param name="ExpiresAt">When their credentials expire; ask again before that, and before each ICE restart.</param>
public sealed record IceServersBody(ImmutableArray<IceServerBody> IceServers, DateTimeOffset? ExpiresAt = null);

/// <summary>One server, as browsers name its fields.</summary>
public sealed record IceServerBody(ImmutableArray<string> Urls, string? Username = null, string? Credential = null);
