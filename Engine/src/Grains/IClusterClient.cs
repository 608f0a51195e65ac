namespace Orleans;

/// <summary>The way into the cluster for code outside of grains.</summary>
public interface IClusterClient : IGrainFactory
{
}
