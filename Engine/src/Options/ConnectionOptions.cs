namespace Orleans.Configuration;

/// <summary>How processes connect.</summary>
public class ConnectionOptions
{
    /// <summary>How long to wait after a failed attempt before the next.</summary>
    public TimeSpan ConnectionRetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the opening of a connection may take.</summary>
    public TimeSpan OpenConnectionTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
