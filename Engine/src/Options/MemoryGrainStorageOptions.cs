using Orleans.Storage;

namespace Orleans.Configuration;

/// <summary>Storage in the memory of the cluster.</summary>
public class MemoryGrainStorageOptions
{
    /// <summary>What turns states into bytes, so that nobody shares an object with the store.</summary>
    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = null!;
}
