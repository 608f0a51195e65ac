using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Orleans.Runtime.Persistence;

/// <summary>Finds storages by name.</summary>
internal static class GrainStorages
{
    public static IGrainStorage Find(IGrainContext context, string? name)
    {
        var services = context.ActivationServices;
        return string.IsNullOrWhiteSpace(name)
            ? services.GetService<IGrainStorage>() ?? throw new BadProviderConfigException($"No default storage provider found loading grain type {context.GrainId.Type}.")
            : services.GetKeyedService<IGrainStorage>(name) ?? throw new BadProviderConfigException($"No storage provider named \"{name}\" found loading grain type {context.GrainId.Type}.");
    }
}
