using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Runtime.Persistence;
using Orleans.Storage;

namespace Orleans.Hosting;

/// <summary>Storage in a database.</summary>
public static class AdoNetGrainStorageSiloBuilderExtensions
{
    public static ISiloBuilder AddAdoNetGrainStorage(
        this ISiloBuilder builder, string name, Action<AdoNetGrainStorageOptions> configureOptions) =>
        builder.AddAdoNetGrainStorage(name, options => options.Configure(configureOptions));

    public static ISiloBuilder AddAdoNetGrainStorage(
        this ISiloBuilder builder, string name, Action<OptionsBuilder<AdoNetGrainStorageOptions>> configureOptions)
    {
        var services = builder.Services;
        configureOptions(services.AddOptions<AdoNetGrainStorageOptions>(name));
        services.AddGrainStorage(name, (provider, _) => new AdoNetGrainStorage(
            name,
            provider.GetRequiredService<IOptionsMonitor<AdoNetGrainStorageOptions>>().Get(name),
            provider.GetRequiredService<IGrainStorageSerializer>(),
            provider.GetRequiredService<IOptions<ClusterOptions>>()));
        return builder;
    }
}
