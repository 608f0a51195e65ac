using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.Http;
using OrleansCalls.People;
using OrleansCalls.Sessions;

namespace OrleansCalls.Administration;

/// <summary>Users, for administrators.</summary>
public static class UserAdministrationEndpoints
{
    private const int MaxPage = 500;
    private const int DefaultPage = 100;
    private const int MaxUsers = 10_000;

    /// <summary>Maps the routes.</summary>
    public static void MapUserAdministration(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/admin/users").RequireSignIn(SessionSetup.AdminPolicy).WithTags("Administration");
        group.MapPost("", Create).WithName("createUsers").WithMetadata(RequestLimit.Administration)
            .WithSummary("Creates one user or many: all or none")
            .Accepts<ImmutableArray<NewUser>>("application/json");
        group.MapGet("", List).WithName("listUsers").Compress().WithSummary("All users, also disabled ones");
        group.MapPatch("/{id}", Change).WithName("changeUser").Refuses(404).WithSummary("Changes or disables a user");
    }

    private static async Task<Results<Created<ImmutableArray<AdminUserBody>>, NamesTaken, Refused>> Create(
        OneOrMany<NewUser> users, UserAdministration administration)
    {
        if (Check(users.Items) is { } refusal)
            return new Refused(refusal);
        var (made, taken) = await administration.Create(users.Items);
        return taken.IsEmpty
            ? TypedResults.Created((string?)null, ImmutableArray.CreateRange(made, AdminUserBody.From))
            : new NamesTaken(taken);
    }

    private static async Task<Results<Ok<AdminUserItems>, Refused>> List(
        string? search, string? cursor, [Range(1, MaxPage)] int? limit, IAccountStore accounts)
    {
        if ((Input.CheckQuery("search", search) ?? Input.CheckQuery("cursor", cursor) ?? Input.CheckLimit(limit, MaxPage)) is { } refusal)
            return new Refused(refusal);
        try
        {
            var page = await accounts.List(search, cursor, limit ?? DefaultPage);
            return TypedResults.Ok(new AdminUserItems(ImmutableArray.CreateRange(page.Items, AdminUserBody.From), page.Next));
        }
        catch (FormatException)
        {
            return new Refused(Input.Invalid("cursor", "is not one of ours."));
        }
    }

    private static async Task<Results<Ok<AdminUserBody>, NamesTaken, Refused>> Change(
        string id, UserChange change, UserAdministration administration)
    {
        if (!Input.IsId(id))
            return new Refused(Refusal.UserNotFound);
        var (user, isTaken) = await administration.Change(id, change);
        if (isTaken)
            return new NamesTaken([change.Username!]);
        return user is null ? new Refused(Refusal.UserNotFound) : TypedResults.Ok(AdminUserBody.From(user));
    }

    private static Refusal? Check(ImmutableArray<NewUser> users)
    {
        if (users.IsDefaultOrEmpty || users.Length > MaxUsers)
            return Input.Invalid("users", $"between 1 and {MaxUsers} can be made at once.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < users.Length; at++)
        {
            var prefix = users.Length == 1 ? "" : $"[{at}].";
            if (users[at] is not { } user)
                return Input.Invalid($"[{at}]", "is null.");
            if (user.Check(prefix) is { } refusal)
                return refusal;
            if (!names.Add(UsernameKey.Of(user.Username!.Trim())))
                return Input.Invalid(prefix + "username", $"{user.Username} is named twice.");
        }

        return null;
    }
}
