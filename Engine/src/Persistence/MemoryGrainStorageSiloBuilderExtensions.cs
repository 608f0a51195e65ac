using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Hosting;
using Orleans.Runtime.Persistence;
using Orleans.Storage;

namespace Orleans.Hosting;

/// <summary>Storage in memory, for tests and development.</summary>
public static class MemoryGrainStorageSiloBuilderExtensions
{
    public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name)
    {
        builder.Services.AddGrainStorage(name, (services, _) => new MemoryGrainStorage(
            name,
            services.GetKeyedService<IGrainStorageSerializer>(name) ?? services.GetRequiredService<IGrainStorageSerializer>(),
            services.GetRequiredService<ClusterMemory>()));
        return builder;
    }
}
