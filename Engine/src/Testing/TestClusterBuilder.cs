namespace Orleans.TestingHost;

/// <summary>Builds a cluster of silos and a client in this process.</summary>
public class TestClusterBuilder(short initialSilosCount)
{
    /// <summary>Values that configurators find in the configuration.</summary>
    public Dictionary<string, string?> Properties { get; } = new(StringComparer.Ordinal);

    internal short Silos => initialSilosCount;

    internal string ClusterId { get; } = $"testcluster-{Guid.NewGuid():N}";

    internal List<Func<ISiloConfigurator>> SiloConfigurators { get; } = [];

    internal List<Func<IClientBuilderConfigurator>> ClientConfigurators { get; } = [];

    /// <summary>Has every silo configured by a new instance of a class.</summary>
    public TestClusterBuilder AddSiloBuilderConfigurator<T>()
        where T : ISiloConfigurator, new()
    {
        SiloConfigurators.Add(static () => new T());
        return this;
    }

    /// <summary>Has the client configured by a new instance of a class.</summary>
    public TestClusterBuilder AddClientBuilderConfigurator<T>()
        where T : IClientBuilderConfigurator, new()
    {
        ClientConfigurators.Add(static () => new T());
        return this;
    }

    /// <summary>Builds the cluster; nothing runs yet.</summary>
    public TestCluster Build() => new(this);
}
