using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace OrleansCalls.Cluster;

/// <summary>A storage that counts writes and fails on demand.</summary>
public sealed class TestStorage(IGrainStorage inner) : IGrainStorage
{
    private int _writes;
    private Func<Task>? _beforeNextWrite;

    public int Writes => _writes;

    /// <summary>What happens while the next write is on its way.</summary>
    public Func<Task>? BeforeNextWrite
    {
        set => _beforeNextWrite = value;
    }

    public bool FailWrites { get; set; }

    /// <summary>Puts one around the storage of this name.</summary>
    public static void Wrap(IServiceCollection services, string name)
    {
        var descriptor = services.Last(service => service.ServiceType == typeof(IGrainStorage) && Equals(service.ServiceKey, name));
        services.Remove(descriptor);
        services.AddKeyedSingleton<IGrainStorage>(name, (provider, key) =>
            new TestStorage((IGrainStorage)(descriptor.KeyedImplementationFactory?.Invoke(provider, key)
                ?? descriptor.KeyedImplementationInstance
                ?? ActivatorUtilities.CreateInstance(provider, descriptor.KeyedImplementationType!))));
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (FailWrites)
            throw new IOException("The database is away.");
        if (Interlocked.Exchange(ref _beforeNextWrite, null) is { } happens)
            await happens();
        Interlocked.Increment(ref _writes);
        await inner.WriteStateAsync(stateName, grainId, grainState);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);
}
