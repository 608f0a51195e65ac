using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Orleans.Runtime.Hosting;

/// <summary>Registers storages.</summary>
public static class StorageProviderExtensions
{
    /// <summary>Registers a storage under a name.</summary>
    public static IServiceCollection AddGrainStorage<T>(
        this IServiceCollection collection, string name, Func<IServiceProvider, string, T> implementationFactory)
        where T : IGrainStorage
    {
        collection.AddKeyedSingleton<IGrainStorage>(name, (services, key) => implementationFactory(services, (string)key!));
        if (typeof(ISiloPart).IsAssignableFrom(typeof(T)))
            collection.AddSingleton(services => (ISiloPart)services.GetRequiredKeyedService<IGrainStorage>(name));
        return collection;
    }
}
