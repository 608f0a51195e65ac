using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.Http;
using OrleansCalls.Sessions;
using OrleansCalls.Settings;

namespace OrleansCalls.Ice;

/// <summary>STUN and TURN servers for signed-in people.</summary>
public static class IceEndpoints
{
    /// <summary>Adds the servers of section <c>Ice</c>.</summary>
    public static IServiceCollection AddIce(this IServiceCollection services)
    {
        services.AddSettings<IceOptions>(IceOptions.Section);
        return services.AddSingleton<IceServers>();
    }

    /// <summary>Maps the route.</summary>
    public static void MapIce(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api").RequireSignIn().WithTags("Media")
            .MapGet("/ice-servers", Servers).WithName("getIceServers").WithSummary("Servers for RTCPeerConnection");

    private static async Task<Ok<IceServersBody>> Servers(ClaimsPrincipal caller, IceServers servers) =>
        TypedResults.Ok(await servers.For(caller.UserId()));
}
