using Microsoft.Extensions.Hosting;

namespace Orleans.TestingHost;

/// <summary>What an <see cref="InProcessTestCluster"/> is made of.</summary>
public sealed class InProcessTestClusterOptions
{
    /// <summary>The cluster.</summary>
    public string ClusterId { get; set; } = "";

    /// <summary>The service.</summary>
    public string ServiceId { get; set; } = "";

    /// <summary>How many silos start with it.</summary>
    public short InitialSilosCount { get; set; }

    /// <summary>Whether the client connects when the cluster is deployed.</summary>
    public bool InitializeClientOnDeploy { get; set; } = true;

    /// <summary>No effect here: logs go where the host's logging sends them.</summary>
    public bool ConfigureFileLogging { get; set; } = true;

    /// <summary>What configures the hosts of silos.</summary>
    public List<Action<InProcessTestSiloSpecificOptions, IHostApplicationBuilder>> SiloHostConfigurationDelegates { get; } = [];

    /// <summary>What configures the host of the client.</summary>
    public List<Action<IHostApplicationBuilder>> ClientHostConfigurationDelegates { get; } = [];
}
