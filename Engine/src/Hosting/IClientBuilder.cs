using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Configures the cluster client of a host.</summary>
public interface IClientBuilder
{
    IServiceCollection Services { get; }
}
