using Microsoft.Extensions.Configuration;

namespace Orleans.TestingHost;

/// <summary>Builds a cluster of silos and a client in this process.</summary>
public class TestClusterBuilder
{
    private readonly List<Action<IConfigurationBuilder>> _configuration = [];

    /// <summary>Two silos.</summary>
    public TestClusterBuilder()
        : this(2)
    {
    }

    /// <summary>So many silos.</summary>
    public TestClusterBuilder(short initialSilosCount)
    {
        var id = CreateClusterId();
        Options = new() { InitialSilosCount = initialSilosCount, ClusterId = id, ServiceId = id };
    }

    /// <summary>What the cluster is made of.</summary>
    public TestClusterOptions Options { get; }

    /// <summary>Values that configurators find in the configuration.</summary>
    public Dictionary<string, string?> Properties { get; } = new(StringComparer.Ordinal);

    /// <summary>A name that no other cluster has.</summary>
    public static string CreateClusterId() => $"testcluster-{Guid.NewGuid():N}";

    /// <summary>Has silos configured by a class, an <see cref="ISiloConfigurator"/> or <see cref="IHostConfigurator"/>.</summary>
    public TestClusterBuilder AddSiloBuilderConfigurator<T>()
        where T : new()
    {
        Options.SiloBuilderConfiguratorTypes.Add(NameOf<T>(typeof(ISiloConfigurator)));
        return this;
    }

    /// <summary>Has the client configured by a class, an <see cref="IClientBuilderConfigurator"/> or <see cref="IHostConfigurator"/>.</summary>
    public TestClusterBuilder AddClientBuilderConfigurator<T>()
        where T : new()
    {
        Options.ClientBuilderConfiguratorTypes.Add(NameOf<T>(typeof(IClientBuilderConfigurator)));
        return this;
    }

    /// <summary>Builds the cluster; nothing runs yet.</summary>
    public TestCluster Build()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Properties);
        configuration.AddInMemoryCollection(
        [
            new(nameof(TestClusterOptions.ClusterId), Options.ClusterId),
            new(nameof(TestClusterOptions.ServiceId), Options.ServiceId),
        ]);
        foreach (var configure in _configuration)
            configure(configuration);
        return new(Options, configuration.Build());
    }

    private static string NameOf<T>(Type expected) =>
        expected.IsAssignableFrom(typeof(T)) || typeof(IHostConfigurator).IsAssignableFrom(typeof(T))
            ? typeof(T).AssemblyQualifiedName!
            : throw new ArgumentException($"{typeof(T)} is neither an {expected.Name} nor an {nameof(IHostConfigurator)}.");
}
