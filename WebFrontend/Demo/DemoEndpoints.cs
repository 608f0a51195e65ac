using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using OrleansCalls.People;

namespace OrleansCalls.Demo;

/// <summary>Shows the demo accounts on the sign-in page, where the demonstration is on.</summary>
public static class DemoEndpoints
{
    private const string Setting = "Demo:Enabled";

    /// <summary>Adds the demonstration, if <c>Demo:Enabled</c> says so.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetValue(Setting, defaultValue: false))
            services.AddHostedService<DemoSeeder>();
        return services;
    }

    /// <summary>Maps the route.</summary>
    public static void MapDemo(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/demo", Accounts).WithTags("Sessions").WithSummary("The demo accounts; none where the demonstration is off");

    private static async Task<Ok<DemoAccounts>> Accounts(IConfiguration configuration, IAccountStore accounts)
    {
        // None where a database had users of its own: the demo's were never made there.
        if (!configuration.GetValue(Setting, defaultValue: false) || await accounts.FindById(DemoData.Users[0].Id) is null)
            return TypedResults.Ok(new DemoAccounts([]));
        return TypedResults.Ok(new DemoAccounts(ImmutableArray.CreateRange(
            DemoData.Users, user => new DemoAccount(user.Username, user.DisplayName, DemoData.Password(user.Username)))));
    }
}

/// <summary>The demo accounts; none where the demonstration is off.</summary>
public sealed record DemoAccounts(ImmutableArray<DemoAccount> Accounts);

/// <summary>One of them, with its password.</summary>
public sealed record DemoAccount(string Username, string DisplayName, string Password);
