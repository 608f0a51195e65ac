using Microsoft.Extensions.Options;

namespace OrleansCalls.Ice;

/// <summary>Refuses wrong settings of section <c>Ice</c> by their names.</summary>
public sealed class IceOptionsValidator : IValidateOptions<IceOptions>
{
    public ValidateOptionsResult Validate(string? name, IceOptions options)
    {
        var faults = new List<string>();
        foreach (var (server, at) in (options.Servers ?? []).Select((server, at) => (server, at)))
        {
            if (server.Urls.Count == 0)
                faults.Add($"Ice:Servers:{at}:Urls must name at least one address.");
            CheckUrls($"Ice:Servers:{at}:Urls", server.Urls, ["stun:", "stuns:", "turn:", "turns:"]);
        }

        CheckUrls("Ice:Turn:Urls", options.Turn.Urls, ["turn:", "turns:"]);
        if (options.Turn.Urls.Count > 0 && string.IsNullOrEmpty(options.Turn.Secret))
            faults.Add("Ice:Turn:Secret is required when Ice:Turn:Urls is set.");
        if (options.Turn.Lifetime < TimeSpan.FromMinutes(1) || options.Turn.Lifetime > TimeSpan.FromDays(1))
            faults.Add("Ice:Turn:Lifetime must be between 1 minute and 1 day.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void CheckUrls(string setting, List<string> urls, string[] schemes)
        {
            foreach (var url in urls.Where(url => !Array.Exists(schemes, scheme => url.StartsWith(scheme, StringComparison.Ordinal))))
                faults.Add($"{setting}: '{url}' must begin with {string.Join(" or ", schemes)}.");
        }
    }
}
