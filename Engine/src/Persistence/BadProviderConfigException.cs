using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A grain asks for a storage that nobody registered.</summary>
[GenerateSerializer]
public sealed class BadProviderConfigException(string msg) : OrleansException(msg);
