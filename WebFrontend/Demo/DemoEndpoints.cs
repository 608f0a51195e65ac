using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using OrleansCalls.People;
using OrleansCalls.Settings;

namespace OrleansCalls.Demo;

/// <summary>Shows the demo accounts on the sign-in page, where the demonstration is on.</summary>
public static class DemoEndpoints
{
    /// <summary>Adds the demonstration where it is on; else what looks for leftovers of it.</summary>
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
        // None where a database had users of its own: the demo's were never made there.
        if (!options.Value.Enabled || await accounts.FindById(DemoData.Users[0].Id) is null)
            return TypedResults.Ok(new DemoAccounts([]));
        return TypedResults.Ok(new DemoAccounts(ImmutableArray.CreateRange(
            DemoData.Users, user => new DemoAccount(user.Id, user.Username, user.DisplayName, DemoData.Password(user.Username)))));
    }
}

/// <summary>The demo accounts; none where the demonstration is off.</summary>
public sealed record DemoAccounts(ImmutableArray<DemoAccount> Accounts);

/// <summary>One of them, with its password.</summary>
public sealed record DemoAccount(string UserId, string Username, string DisplayName, string Password);
