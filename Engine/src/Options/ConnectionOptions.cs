namespace Orleans.Configuration;

/// <summary>How processes connect.</summary>
public class ConnectionOptions
{
    /// <summary>How long opening a connection may take.</summary>
    public TimeSpan OpenConnectionTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
