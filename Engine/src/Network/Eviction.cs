using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Network;

/// <summary>Ends the process of a silo that was declared dead.</summary>
internal sealed partial class Eviction(Node node, ILogger log)
{
    private int _happened;

    public void Happen(string why)
    {
        if (Interlocked.Exchange(ref _happened, 1) != 0)
            return;
        LogEvicted(node.Address, why);
        node.Services.GetRequiredService<Hosting.Silo>().Kill();
        Environment.ExitCode = 1;
        node.Services.GetService<IHostApplicationLifetime>()?.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Critical, Message =
        "Silo {Address} stops at once, because {Why}: other silos host its grains now. Start it again.")]
    private partial void LogEvicted(SiloAddress address, string why);
}
