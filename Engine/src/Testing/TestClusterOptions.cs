namespace Orleans.TestingHost;

/// <summary>What a <see cref="TestCluster"/> is made of.</summary>
public class TestClusterOptions
{
    /// <summary>The cluster.</summary>
    public string ClusterId { get; set; } = "";

    /// <summary>The service.</summary>
    public string ServiceId { get; set; } = "";

    /// <summary>How many silos start with it.</summary>
    public short InitialSilosCount { get; set; }

    /// <summary>Whether the client connects when the cluster is deployed.</summary>
    public bool InitializeClientOnDeploy { get; set; } = true;

    /// <summary>Names of the classes that configure silos.</summary>
    public List<string> SiloBuilderConfiguratorTypes { get; } = [];

    /// <summary>Names of the classes that configure the client.</summary>
    public List<string> ClientBuilderConfiguratorTypes { get; } = [];
}
