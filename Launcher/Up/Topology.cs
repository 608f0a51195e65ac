using System.Globalization;

namespace OrleansCalls.Launcher.Up;

/// <summary>Which processes make up the product that was asked for.</summary>
internal static class Topology
{
    /// <summary>The processes in the order of their start.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="connectionString">The database, or null when nothing is kept.</param>
    /// <param name="environment">The launcher's own environment: what is set there is not set again.</param>
    /// <param name="freePort">Gives a port at or above the one that it is given.</param>
    public static IReadOnlyList<ChildPlan> Of(
        UpOptions options, string? connectionString, IReadOnlyDictionary<string, string> environment, Func<int, int> freePort)
    {
        var common = new Dictionary<string, string>(StringComparer.Ordinal);
        if (connectionString is not null)
            common["ConnectionStrings__Postgres"] = connectionString;
        if (options.Memory)
            (common["Persistence__Memory"], common["ConnectionStrings__Postgres"]) = ("true", "");
        if (!environment.ContainsKey("Demo__Enabled"))
            common["Demo__Enabled"] = "true";

        var plans = new List<ChildPlan>();
        var ports = new SiloPorts(environment, freePort);
        if (!options.OneProcess)
        {
            for (var i = 0; i < options.Silos; i++)
            {
                var address = Loopback(freePort(options.Port + 1000 + i));
                plans.Add(new($"silo-{i + 1}", "Silo", Merge(common, ports.Next(), Urls(address)), address));
            }
        }

        for (var i = 0; i < options.Frontends; i++)
        {
            var address = Loopback(options.Port + i);
            var silo = options.OneProcess ? ports.Next() : [];
            silo["Silo__InProcess"] = options.OneProcess ? "true" : "false";
            plans.Add(new($"frontend-{i + 1}", "WebFrontend", Merge(common, silo, Urls(address)), address));
        }

        return plans;
    }

    private static Uri Loopback(int port) => new($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");

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

    /// <summary>Gives each silo ports of its own: from the settings on, or from the defaults on where they are free.</summary>
    private sealed class SiloPorts(IReadOnlyDictionary<string, string> environment, Func<int, int> freePort)
    {
        private int _silo = First(environment, "Silo__Port", 11111, freePort);
        private int _gateway = First(environment, "Silo__GatewayPort", 30000, freePort);

        public Dictionary<string, string> Next()
        {
            var ports = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Silo__Port"] = _silo.ToString(CultureInfo.InvariantCulture),
                ["Silo__GatewayPort"] = _gateway.ToString(CultureInfo.InvariantCulture),
            };
            _silo = freePort(_silo + 1);
            _gateway = freePort(_gateway + 1);
            return ports;
        }

        private static int First(IReadOnlyDictionary<string, string> environment, string name, int fallback, Func<int, int> freePort) =>
            environment.TryGetValue(name, out var value) && int.TryParse(value, CultureInfo.InvariantCulture, out var port) ? port : freePort(fallback);
    }
}
