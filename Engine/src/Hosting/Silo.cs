using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Manifest;
using Orleans.Runtime.Proxies;

namespace Orleans.Runtime.Hosting;

/// <summary>Starts and stops the silo of a host.</summary>
internal sealed partial class Silo(Node node, GrainManifest manifest, IServiceProvider services, ILogger<Silo> log) : IHostedService
{
    private ISiloPart[] _parts = [];
    private bool _dead;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var one in manifest.Classes.SelectMany(grainClass => grainClass.Interfaces))
            ReferenceClass.For(one);

        var source = services.GetService<IClusterSource>()
            ?? throw new OrleansConfigurationException("The silo has no cluster: use UseLocalhostClustering or UseAdoNetClustering.");
        _parts = [.. services.GetServices<ISiloPart>()];
        await Task.WhenAll(_parts.Select(part => part.Prepare(cancellationToken)));
        node.Connect(await source.Connect(node, cancellationToken));
        await Task.WhenAll(_parts.Select(part => part.Start(cancellationToken)));
        LogStarted(node.Address);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_dead)
            return;
        var killed = cancellationToken.IsCancellationRequested;
        LogStopping(node.Address, killed);
        if (killed)
        {
            await Cut(drained: false);
            return;
        }

        var drained = false;
        try
        {
            await node.Link.Leave();
            await node.Catalog!.DeactivateAll(cancellationToken);
            await Task.WhenAll(_parts.Select(part => part.Stop(cancellationToken)));
            await node.Drain();
            drained = true;
        }
        catch (OperationCanceledException)
        {
            LogHurried(node.Address);
        }

        await Cut(drained);
        LogStopped(node.Address);
    }

    /// <summary>Stops as if the process had died: from here on, the silo neither sends nor receives anything.</summary>
    public void Kill() => _ = Cut(drained: false);

    private async Task Cut(bool drained)
    {
        _dead = true;
        var cutting = node.Link.Cut(drained);
        if (!drained)
            node.Dispose();
        await cutting;
        node.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Silo {Address} has started.")]
    private partial void LogStarted(SiloAddress address);

    [LoggerMessage(Level = LogLevel.Information, Message = "Silo {Address} is stopping; killed: {Killed}.")]
    private partial void LogStopping(SiloAddress address, bool killed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Silo {Address} had no time to deactivate all its grains.")]
    private partial void LogHurried(SiloAddress address);

    [LoggerMessage(Level = LogLevel.Information, Message = "Silo {Address} has stopped.")]
    private partial void LogStopped(SiloAddress address);
}
