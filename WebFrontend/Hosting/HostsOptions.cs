using System.ComponentModel.DataAnnotations;

namespace OrleansCalls.Hosting;

/// <summary>The settings of section <c>Hosts</c>: under which names this site is served.</summary>
public sealed class HostsOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Hosts";

    private static readonly char[] Separators = [',', ';', ' '];

    /// <summary>
    /// Names, or URLs whose host counts: <c>calls.example.org</c>, <c>https://calls.example.org:8443</c>, <c>*.example.org</c>, or <c>*</c>
    /// for any. One entry may hold several, separated by commas. IP addresses, <c>localhost</c> and the machine's name are always allowed.
    /// </summary>
    public IList<string> Allowed { get; set; } = [];

    /// <summary>The names alone. A URL without one, such as a proxy's <c>:8080</c>, adds none.</summary>
    public IEnumerable<string> Names =>
        Allowed.SelectMany(entry => entry.Split(Separators, StringSplitOptions.RemoveEmptyEntries)).Select(NameOf)
            .Where(name => name.Length > 0);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Names.Where(name => !IsName(name))
        .Select(name => new ValidationResult($"Hosts:Allowed must name hosts, such as calls.example.org or *.example.org, not '{name}'."));

    private static bool IsName(string host) =>
        host == "*" || Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) != UriHostNameType.Unknown;

    private static string NameOf(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var authority = scheme < 0 ? address : address[(scheme + 3)..];
        return new HostString(authority.Split('/')[0]).Host.TrimEnd('.');
    }
}
