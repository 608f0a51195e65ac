namespace Orleans.Configuration;

/// <summary>How a client finds its way in.</summary>
public class GatewayOptions
{
    /// <summary>How often it reads the list of silos.</summary>
    public TimeSpan GatewayListRefreshPeriod { get; set; } = TimeSpan.FromMinutes(1);
}
