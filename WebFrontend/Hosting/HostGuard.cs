using System.Net;
using Microsoft.Extensions.Options;
using OrleansCalls.Http;
using OrleansCalls.Settings;

namespace OrleansCalls.Hosting;

/// <summary>
/// Answers only to our own names. A foreign page can make its name point at this machine once it is loaded (DNS rebinding); browsers then
/// take both for one site and show it whatever is here. The <c>Host</c> of such a request gives it away.
/// </summary>
public static class HostGuard
{
    private const string Localhost = "localhost";

    private static readonly Refusal Elsewhere =
        new(RefusalCodes.Invalid, "No site is served here under that name: Hosts:Allowed lists the names, besides IPs and localhost.");

    /// <summary>Adds the names.</summary>
    public static IServiceCollection AddHosts(this IServiceCollection services)
    {
        services.AddSettings<HostsOptions>(HostsOptions.Section).Configure<IConfiguration>(static (options, configuration) =>
        {
            // One environment variable is easier to write than a list of them.
            if (configuration[$"{HostsOptions.Section}:{nameof(HostsOptions.Allowed)}"] is { } all)
                options.Allowed.Add(all);
        });
        return services;
    }

    /// <summary>Adds the guard, before anything that answers.</summary>
    public static void UseHostGuard(this WebApplication app)
    {
        var names = app.Services.GetRequiredService<IOptions<HostsOptions>>().Value.Names.Append(Environment.MachineName).ToArray();
        app.Use((context, next) =>
            IsOurs(context.Request.Host.Host.TrimEnd('.'), names) ? next(context) : new Refused(Elsewhere).ExecuteAsync(context));
    }

    // Addresses and localhost cannot be made to point elsewhere. No name (HTTP/1.0) means a probe; browsers always send one.
    private static bool IsOurs(string host, string[] names) =>
        host.Length == 0
        || IPAddress.TryParse(host.Trim('[', ']'), out _)
        || Matches(host, Localhost) || Matches(host, "*." + Localhost)
        || Array.Exists(names, name => Matches(host, name));

    private static bool Matches(string host, string name) =>
        name == "*"
        || (name.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(name, StringComparison.OrdinalIgnoreCase));
}
