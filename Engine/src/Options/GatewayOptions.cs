namespace Orleans.Configuration;

/// <summary>How a client finds silos.</summary>
public class GatewayOptions
{
    /// <summary>How often it looks for new ones.</summary>
    public TimeSpan GatewayListRefreshPeriod { get; set; } = TimeSpan.FromMinutes(1);
}
