using System.Globalization;
using OrleansCalls.Load.People;
using OrleansCalls.LocalPostgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Load.Servers;

/// <summary>The product on a PostgreSQL of its own, as <c>./calls up</c> starts it, with the limits on one person out of the way.</summary>
internal sealed class Product : IServer
{
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["Calls__RateLimit__Permits"] = "1000000",
        ["Calls__CommandsPerSecond"] = "1000",
        ["Calls__SignalsPerSecond"] = "1000",
    };

    private readonly RunningProduct _product;

    private Product(RunningProduct product, int frontends)
    {
        _product = product;
        Addresses = [.. Enumerable.Range(1, frontends).Select(product.AddressOf)];
        Processes = [.. product.ProcessNames().Select(product.ProcessId)];
        Silos = [.. product.ProcessNames().Where(name => name.StartsWith("silo", StringComparison.Ordinal)).Select(product.ProcessId)];
        DatabaseProcess = int.Parse(
            File.ReadLines(Path.Combine(product.Data, "postgres", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        ConnectionString = RunningPostgres.ConnectionString(product.Data, "calls", role: null);
    }

    public string Name => "product";

    public IReadOnlyList<Uri> Addresses { get; }

    public IReadOnlyList<int> Processes { get; }

    public IReadOnlyList<int> Silos { get; }

    public int? DatabaseProcess { get; }

    public string? ConnectionString { get; }

    /// <summary>Starts it; completes when it says that it is ready.</summary>
    public static async Task<Product> Start((int Silos, int Frontends) size, string? data, (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string>(Settings, StringComparer.Ordinal);
        foreach (var (name, value) in settings)
            all[name] = value;
        string[] arguments = ["--silos", $"{size.Silos}", "--frontends", $"{size.Frontends}"];
        return new Product(await RunningProduct.Start(all, arguments, data), size.Frontends);
    }

    public Task<IReadOnlyList<Account>> SignUp(int people) => Registry.Fill(ConnectionString!, Addresses, people);

    public ValueTask DisposeAsync() => _product.DisposeAsync();
}
