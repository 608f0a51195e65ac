namespace Orleans;

/// <summary>The cluster, for code outside of grains.</summary>
public interface IClusterClient : IGrainFactory;
