namespace Orleans.TestingHost;

/// <summary>What one silo has for itself.</summary>
public sealed class InProcessTestSiloSpecificOptions
{
    /// <summary>Its name.</summary>
    public string SiloName { get; set; } = "";
}
