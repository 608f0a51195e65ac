using System.Globalization;

namespace OrleansCalls.Launcher.Up;

/// <summary>Which processes make up the product that was asked for.</summary>
internal static class Topology
{
    private const int SiloPort = 11111;
    private const int GatewayPort = 30000;

    /// <summary>The offset of a silo's health port above the front-ends' ports.</summary>
    private const int HealthPorts = 1000;

    /// <summary>The processes in the order of their start.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="environment">The launcher's own environment: what is set there is not set again.</param>
    /// <param name="ports">Where the processes may listen.</param>
    /// <exception cref="StartFailedException">A port that was asked for is in use.</exception>
    public static IReadOnlyList<ChildPlan> Of(UpOptions options, IReadOnlyDictionary<string, string> environment, FreePorts ports)
    {
        var common = new Dictionary<string, string>(StringComparer.Ordinal);
        if (options.Memory)
            (common["Persistence__Memory"], common["ConnectionStrings__Postgres"]) = ("true", "");
        if (!environment.ContainsKey("Demo__Enabled"))
            common["Demo__Enabled"] = "true";
        // All of it is on this machine, and nobody else should reach it.
        if (!environment.ContainsKey("Silo__AdvertisedAddress"))
            common["Silo__AdvertisedAddress"] = "127.0.0.1";

        // First those that were asked for by number.
        var frontends = Enumerable.Range(options.Port, options.Frontends)
            .Select(port => Loopback(ports.Exactly(port, "choose another port with --port"))).ToList();
        var silos = SiloPorts(options.Silos, environment, ports);
        if (options.OneProcess)
            return [new("frontend-1", "WebFrontend", Merge(common, silos[0], InProcess("true"), Urls(frontends[0])), frontends[0])];

        return
        [
            .. silos.Select((silo, i) =>
            {
                var address = Loopback(ports.From(Math.Min(options.Port + HealthPorts, 65000)));
                return new ChildPlan($"silo-{i + 1}", "Silo", Merge(common, silo, Urls(address)), address);
            }),
            .. frontends.Select((address, i) =>
                new ChildPlan($"frontend-{i + 1}", "WebFrontend", Merge(common, InProcess("false"), Urls(address)), address)),
        ];
    }

    /// <summary>Each silo has ports of its own: counting up from the settings, or from the defaults where those are free.</summary>
    private static List<Dictionary<string, string>> SiloPorts(int silos, IReadOnlyDictionary<string, string> environment, FreePorts ports)
    {
        var silo = First("Silo__Port", SiloPort);
        var gateway = First("Silo__GatewayPort", GatewayPort);
        var all = new List<Dictionary<string, string>>();
        for (var i = 0; i < silos; i++)
        {
            if (i > 0)
                (silo, gateway) = (ports.From(silo + 1), ports.From(gateway + 1));
            all.Add(new(StringComparer.Ordinal) { ["Silo__Port"] = Text(silo), ["Silo__GatewayPort"] = Text(gateway) });
        }

        return all;

        int First(string name, int fallback)
        {
            if (!environment.TryGetValue(name, out var value) || value.Length == 0)
                return ports.From(fallback);
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
                ? ports.Exactly(port, $"set {name} to another")
                : throw new StartFailedException($"{name} wants a number from 1 to 65535, not {value}.");
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static Uri Loopback(int port) => new($"http://127.0.0.1:{Text(port)}");

    private static Dictionary<string, string> InProcess(string value) => new(StringComparer.Ordinal) { ["Silo__InProcess"] = value };

    private static Dictionary<string, string> Urls(Uri address) =>
        new(StringComparer.Ordinal) { ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority) };

    private static Dictionary<string, string> Merge(params ReadOnlySpan<Dictionary<string, string>> parts)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            foreach (var (name, value) in part)
                merged[name] = value;
        }

        return merged;
    }
}
