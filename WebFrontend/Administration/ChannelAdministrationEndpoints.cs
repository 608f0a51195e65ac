using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.Http;
using OrleansCalls.People;
using OrleansCalls.Sessions;

namespace OrleansCalls.Administration;

/// <summary>Channels, for administrators.</summary>
public static class ChannelAdministrationEndpoints
{
    private static readonly Refusal NotFound = new(RefusalCodes.NotFound, "There is no such channel.");

    /// <summary>Maps the routes.</summary>
    public static void MapChannelAdministration(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/admin/channels").RequireSignIn(SessionSetup.AdminPolicy).WithTags("Administration");
        group.MapPost("", Create).WithName("createChannel").WithMetadata(RequestLimit.Administration).WithSummary("Makes a channel");
        group.MapPatch("/{id}", Change).WithName("changeChannel").Refuses(404).WithMetadata(RequestLimit.Administration)
            .WithSummary("Changes a channel");
    }

    private static async Task<Results<Created<Channel>, Refused>> Create(NewChannel request, IChannelDirectory channels)
    {
        var channel = request.ToChannel();
        var unknown = await channels.Create(channel);
        return unknown.IsEmpty ? TypedResults.Created((string?)null, channel) : new Refused(NoUsers(unknown));
    }

    private static async Task<Results<Ok<Channel>, Refused>> Change(string id, ChannelChange change, IChannelDirectory channels)
    {
        if (!Input.IsId(id) || await channels.Find(id) is not { } channel)
            return new Refused(NotFound);
        var changed = change.Apply(channel);
        return await channels.Update(changed) switch
        {
            null => new Refused(NotFound),
            { IsEmpty: true } => TypedResults.Ok(changed),
            { } unknown => new Refused(NoUsers(unknown)),
        };
    }

    private static Refusal NoUsers(ImmutableArray<string> unknown) =>
        Input.Invalid("memberIds", $"no users are {string.Join(", ", unknown.Take(10))}.");
}
