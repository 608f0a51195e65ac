using System.ComponentModel.DataAnnotations;

namespace OrleansCalls.Ice;

/// <summary>The settings of section <c>Ice</c>: how browsers find a path to each other.</summary>
public sealed class IceOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Ice";

    /// <summary>Servers given to every client as they are; by default one public STUN server.</summary>
    public List<IceServerOptions>? Servers { get; set; }

    /// <summary>The relay for those without a direct path.</summary>
    public TurnOptions Turn { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (at, server) in (Servers ?? []).Index())
        {
            if (server.Urls.Count == 0)
                yield return new($"Ice:Servers:{at}:Urls must name at least one address.");
            foreach (var fault in Check($"Ice:Servers:{at}:Urls", server.Urls, "stun:", "stuns:", "turn:", "turns:"))
                yield return fault;
        }

        foreach (var fault in Check("Ice:Turn:Urls", Turn.Urls, "turn:", "turns:"))
            yield return fault;
        if (Turn.Urls.Count > 0 && string.IsNullOrEmpty(Turn.Secret))
            yield return new("Ice:Turn:Secret is required when Ice:Turn:Urls is set.");
    }

    private static IEnumerable<ValidationResult> Check(string setting, List<string> urls, params string[] schemes) => urls
        .Where(url => !Array.Exists(schemes, scheme => url.StartsWith(scheme, StringComparison.Ordinal)))
        .Select(url => new ValidationResult($"{setting}: '{url}' must begin with {string.Join(" or ", schemes)}."));
}

/// <summary>One server that needs no short-lived credentials.</summary>
public sealed class IceServerOptions
{
    /// <summary>Its addresses: <c>stun:</c>, <c>turn:</c> or <c>turns:</c>.</summary>
    public List<string> Urls { get; set; } = [];

    /// <summary>The user name, if it needs one.</summary>
    public string? Username { get; set; }

    /// <summary>The password, if it needs one.</summary>
    public string? Credential { get; set; }
}

/// <summary>A TURN server that shares a secret with us (coturn's <c>use-auth-secret</c>).</summary>
public sealed class TurnOptions
{
    /// <summary>Its addresses: <c>turn:</c> or <c>turns:</c>; none for no relay.</summary>
    public List<string> Urls { get; set; } = [];

    /// <summary>The shared secret; needed when there are addresses.</summary>
    public string? Secret { get; set; }

    /// <summary>How long credentials are valid.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);
}
