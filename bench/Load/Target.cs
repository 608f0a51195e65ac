using OrleansCalls.LocalPostgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Load;

/// <summary>The product that is measured: one that was started for it, or one that ran already.</summary>
internal sealed class Target : IAsyncDisposable
{
    private RunningProduct? _product;
    private PrivatePostgres? _postgres;
    private string? _data;

    private Target(Uri address) => Address = address;

    /// <summary>Where it serves.</summary>
    public Uri Address { get; private set; }

    /// <summary>Its server process, where it is known.</summary>
    public int? ProcessId => _product?.ProcessId();

    /// <summary>Its database, where it is known.</summary>
    public string? ConnectionString { get; private set; }

    /// <summary>Starts the product on a real PostgreSQL in a folder of its own, or takes the one at the given address.</summary>
    public static async Task<Target> Open(LoadOptions options)
    {
        if (options.Url is not null)
            return new Target(options.Url);

        var target = new Target(new Uri("http://127.0.0.1"));
        try
        {
            target._data = Directory.CreateTempSubdirectory("calls-bench-").FullName;
            target._postgres = await PrivatePostgres.Start(new PrivatePostgresOptions { Folder = Path.Combine(target._data, "private") });
            target.ConnectionString = await target._postgres.CreateDatabase("calls");
            target._product = await RunningProduct.Start(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ConnectionStrings__Postgres"] = target.ConnectionString,
                ["Calls__RateLimit__Permits"] = "1000000",
                ["Calls__CommandsPerSecond"] = "1000",
                ["Calls__SignalsPerSecond"] = "1000",
            });
            target.Address = target._product.Address;
            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_product is not null)
            await _product.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        if (_data is not null)
            Directory.Delete(_data, recursive: true);
    }
}
