using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using OrleansCalls.People;
using OrleansCalls.Settings;

namespace OrleansCalls.Demo;

/// <summary>Shows the demo accounts on the sign-in page, if the demonstration is on.</summary>
public static class DemoEndpoints
{
    /// <summary>Adds the demonstration if it is on, else the search for leftovers of it.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<DemoOptions>(DemoOptions.Section);
        if (configuration.GetValue($"{DemoOptions.Section}:{nameof(DemoOptions.Enabled)}", defaultValue: false))
            services.AddHostedService<DemoSeeder>();
        else
            services.AddHostedService<DemoGuard>();
        return services;
    }

    /// <summary>Maps the route.</summary>
    public static void MapDemo(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/demo", Accounts).WithName("listDemoAccounts").WithTags("Sessions")
            .WithSummary("The demo accounts; none where the demonstration is off");

    private static async Task<Ok<DemoAccounts>> Accounts(IOptions<DemoOptions> options, IAccountStore accounts)
    {
        // A database that had users of its own never got the demo's.
        if (!options.Value.Enabled || await accounts.FindById(DemoData.Users[0].Id) is null)
            return TypedResults.Ok(new DemoAccounts([]));
        return TypedResults.Ok(new DemoAccounts(ImmutableArray.CreateRange(
            DemoData.Users, user => new DemoAccount(user.Id, user.Username, user.DisplayName, DemoData.Password(user.Username)))));
    }
}

/// <summary>The demo accounts; none if the demonstration is off.</summary>
public sealed record DemoAccounts(ImmutableArray<DemoAccount> Accounts);

/// <summary>One of them, with its password.</summary>
public sealed record DemoAccount(string UserId, string Username, string DisplayName, string Password);
