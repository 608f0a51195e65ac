namespace Orleans.Configuration;

/// <summary>Which cluster a process belongs to.</summary>
public class ClusterOptions
{
    /// <summary>Silos with the same id form a cluster. It changes with a blue-green deployment.</summary>
    public string ClusterId { get; set; } = "default";

    /// <summary>Names what is stored, and outlives clusters.</summary>
    public string ServiceId { get; set; } = "default";
}
