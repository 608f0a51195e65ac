namespace Orleans.Configuration;

/// <summary>Which cluster a process belongs to.</summary>
public class ClusterOptions
{
    /// <summary>Unless set.</summary>
    public const string DefaultClusterId = "default";

    /// <summary>Unless set.</summary>
    public const string DefaultServiceId = "default";

    internal const string DevelopmentId = "dev";

    /// <summary>The cluster: silos with the same one find each other. Changes with a blue-green deployment.</summary>
    public string ClusterId { get; set; } = DefaultClusterId;

    /// <summary>The service: it names what is stored and outlives clusters.</summary>
    public string ServiceId { get; set; } = DefaultServiceId;
}
