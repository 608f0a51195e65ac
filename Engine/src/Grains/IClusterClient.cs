namespace Orleans;

/// <summary>The way into the cluster for code outside of grains.</summary>
public interface IClusterClient : IGrainFactory
{
    /// <summary>The services of the process.</summary>
    IServiceProvider ServiceProvider { get; }
}
