using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;

namespace Orleans.TestingHost;

/// <summary>A silo of a cluster under test, in this process.</summary>
public class InProcessSiloHandle : SiloHandle
{
    private bool _active = true;

    /// <summary>The host.</summary>
    public required IHost SiloHost { get; init; }

    /// <summary>The host's services.</summary>
    public IServiceProvider ServiceProvider => SiloHost.Services;

    public override bool IsActive => _active;

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

    internal static InProcessSiloHandle Of(IHost host, string name, short number)
    {
        var details = host.Services.GetRequiredService<ILocalSiloDetails>();
        return new() { SiloHost = host, Name = name, InstanceNumber = number, SiloAddress = details.SiloAddress, GatewayAddress = details.GatewayAddress };
    }
}
