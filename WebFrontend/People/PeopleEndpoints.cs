using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.Http;
using OrleansCalls.Presence;
using OrleansCalls.Sessions;

namespace OrleansCalls.People;

/// <summary>Whom one may call.</summary>
public static class PeopleEndpoints
{
    private const int MaxPage = 100;
    private const int DefaultPage = 50;

    /// <summary>Maps the routes.</summary>
    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api").RequireSignIn().WithTags("People");
        group.MapGet("/users", Users).WithName("listPeople").Compress().WithSummary("The people one may call, with their presence");
        group.MapGet("/channels", Channels).WithName("listChannels").Compress().WithSummary("One's channels with their members");
    }

    private static async Task<Results<Ok<PeopleItems>, Refused>> Users(
        string? search,
        string? cursor,
        [Range(1, MaxPage)] int? limit,
        ClaimsPrincipal caller,
        IUserDirectory users,
        PresenceReader presence)
    {
        if ((Input.CheckQuery("search", search) ?? Input.CheckQuery("cursor", cursor) ?? Input.CheckLimit(limit, MaxPage)) is { } refusal)
            return new Refused(refusal);
        try
        {
            var page = await users.SearchCallable(caller.UserId(), search, cursor, limit ?? DefaultPage);
            var seen = await presence.Read([.. page.Items.Select(user => user.Id)]);
            return TypedResults.Ok(new PeopleItems(
                [.. page.Items.Select((user, at) => new PersonBody(UserBody.From(user), seen[at]))], page.Next));
        }
        catch (FormatException)
        {
            return new Refused(Input.Invalid("cursor", "is not one of ours."));
        }
    }

    private static async Task<Ok<ChannelItems>> Channels(ClaimsPrincipal caller, IChannelDirectory channels, IUserDirectory users)
    {
        var mine = await channels.ChannelsOf(caller.UserId());
        var members = (await users.Find([.. mine.SelectMany(channel => channel.MemberIds).Distinct(StringComparer.Ordinal)]))
            .ToDictionary(person => person.User.Id, person => UserBody.From(person.User), StringComparer.Ordinal);
        return TypedResults.Ok(new ChannelItems(
        [
            .. mine.Select(channel => new ChannelBody(
                channel.Id,
                channel.Name,
                channel.Organisation,
                [.. channel.MemberIds.Where(members.ContainsKey).Select(id => members[id])])),
        ]));
    }
}
