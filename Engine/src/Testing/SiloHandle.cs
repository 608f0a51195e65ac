using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;

namespace Orleans.TestingHost;

/// <summary>A silo of a test cluster.</summary>
public abstract class SiloHandle : IAsyncDisposable
{
    public abstract SiloAddress SiloAddress { get; }

    /// <summary>Whether it runs.</summary>
    public abstract bool IsActive { get; }

    /// <summary>Stops it, in order or at once.</summary>
    public abstract Task StopSiloAsync(bool stopGracefully);

    public abstract ValueTask DisposeAsync();
}

/// <summary>A silo of a test cluster in this process.</summary>
public class InProcessSiloHandle : SiloHandle
{
    private bool _active = true;

    internal InProcessSiloHandle(IHost host) => SiloHost = host;

    public IHost SiloHost { get; }

    public IServiceProvider ServiceProvider => SiloHost.Services;

    public override SiloAddress SiloAddress => ServiceProvider.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    public override bool IsActive => _active;

    internal bool IsPrimary { get; init; }

    public override async Task StopSiloAsync(bool stopGracefully)
    {
        if (!_active)
            return;
        if (!stopGracefully)
            ServiceProvider.GetRequiredService<Silo>().Kill();
        _active = false;
        await SiloHost.StopAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await StopSiloAsync(stopGracefully: true);
        if (SiloHost is IAsyncDisposable host)
            await host.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
