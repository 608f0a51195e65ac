#nullable disable // implementations may annotate or not

namespace Orleans.Storage;

/// <summary>Converts states to bytes and back.</summary>
public interface IGrainStorageSerializer
{
    BinaryData Serialize<T>(T input);

    T Deserialize<T>(BinaryData input);
}
