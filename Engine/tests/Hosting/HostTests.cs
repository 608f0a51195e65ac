using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using OrleansCalls.Engine.Tests.Calls;
using OrleansCalls.LocalPostgres;

namespace OrleansCalls.Engine.Tests.Hosting;

public sealed class HostTests
{
    [Fact]
    public async Task A_host_with_a_silo_has_a_client_of_its_own()
    {
        var ports = FreePorts();
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(ports.Silo, ports.Gateway));
        using var host = builder.Build();
        await host.StartAsync();

        Assert.Equal("hello", await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IEchoGrain>("e:1").Echo("hello"));
        Assert.Equal("hello", await host.Services.GetRequiredService<IClusterClient>().GetGrain<IEchoGrain>("e:2").Echo("hello"));
        Assert.Equal(ports.Silo, host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.Endpoint.Port);
        await host.StopAsync();
    }

    [Fact]
    public async Task Calls_after_the_silo_has_stopped_fail()
    {
        var ports = FreePorts();
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(ports.Silo, ports.Gateway));
        using var host = builder.Build();
        await host.StartAsync();
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IEchoGrain>("e:1");
        await grain.Nothing();

        await host.StopAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => grain.Nothing().WaitAsync(TimeSpan.FromSeconds(5)));
    }

    private static (int Silo, int Gateway) FreePorts() => (LoopbackPorts.Free(), LoopbackPorts.Free());
}
