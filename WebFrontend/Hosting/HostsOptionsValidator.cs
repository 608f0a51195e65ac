using Microsoft.Extensions.Options;

namespace OrleansCalls.Hosting;

/// <summary>Refuses what cannot be a host's name.</summary>
public sealed class HostsOptionsValidator : IValidateOptions<HostsOptions>
{
    public ValidateOptionsResult Validate(string? name, HostsOptions options) => options.Names.FirstOrDefault(host => !IsName(host)) is { } wrong
        ? ValidateOptionsResult.Fail($"Hosts:Allowed must name hosts, such as calls.example.org or *.example.org; '{wrong}' is none.")
        : ValidateOptionsResult.Success;

    private static bool IsName(string host) =>
        host == "*" || Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) != UriHostNameType.Unknown;
}
