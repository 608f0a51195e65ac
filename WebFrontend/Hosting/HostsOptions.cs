namespace OrleansCalls.Hosting;

/// <summary>The settings of section <c>Hosts</c>: under which names this site is served.</summary>
public sealed class HostsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Hosts";

    private static readonly char[] Separators = [',', ';', ' '];

    /// <summary>
    /// Names, or addresses whose name counts: <c>calls.example.org</c>, <c>https://calls.example.org:8443</c>, <c>*.example.org</c>, and <c>*</c> for any.
    /// One entry may hold several, parted by commas. IP addresses, <c>localhost</c> and the machine's own name are always allowed.
    /// </summary>
    public IList<string> Allowed { get; set; } = [];

    /// <summary>The names alone. An address without one, as a proxy's <c>:8080</c>, adds none.</summary>
    public IEnumerable<string> Names =>
        Allowed.SelectMany(entry => entry.Split(Separators, StringSplitOptions.RemoveEmptyEntries)).Select(NameOf).Where(name => name.Length > 0);

    private static string NameOf(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var authority = scheme < 0 ? address : address[(scheme + 3)..];
        return new HostString(authority.Split('/')[0]).Host.TrimEnd('.');
    }
}
