using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OrleansCalls.People;
using OrleansCalls.Settings;

namespace OrleansCalls.Sessions;

/// <summary>Adds sign-in.</summary>
public static class SessionSetup
{
    /// <summary>The policy of the administration endpoints.</summary>
    public const string AdminPolicy = "admin";

    /// <summary>Adds sessions, their check on every request, and the roles.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddSettings<SignInOptions>(SignInOptions.Section);
        services.AddSingleton<SessionCache>();
        services.AddSingleton<SignInThrottle>();
        services.AddOptions<PasswordHasherOptions>().Configure<IOptions<SignInOptions>>(
            (hasher, signIn) => hasher.IterationCount = signIn.Value.PasswordIterations);
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<DeviceMemory>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<OwnPassword>();
        services.AddSingleton<SessionUses>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionUses>());
        services.AddHostedService<SignInUpkeep>();

        // The core alone: the rest would create keys for data protection, which nothing here needs.
        services.AddWebEncoders();
        services.AddAuthenticationCore(options => options.DefaultScheme = SessionAuthentication.Scheme);
        new AuthenticationBuilder(services)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.Scheme, configureOptions: null);
        services.AddAuthorizationBuilder().AddPolicy(AdminPolicy, policy => policy.RequireRole(UserRole.Admin.ToString()));
        return services;
    }
}
