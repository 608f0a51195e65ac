using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>A silo of a cluster under test.</summary>
public abstract class SiloHandle : IDisposable, IAsyncDisposable
{
    /// <summary>Which of the silos it is, from 0.</summary>
    public short InstanceNumber { get; set; }

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its address.</summary>
    public SiloAddress SiloAddress { get; set; } = SiloAddress.Zero;

    /// <summary>Its address for clients.</summary>
    public SiloAddress GatewayAddress { get; set; } = SiloAddress.Zero;

    /// <summary>Whether it runs.</summary>
    public abstract bool IsActive { get; }

    /// <summary>Stops it, in order or at once.</summary>
    public abstract Task StopSiloAsync(bool stopGracefully);

    public abstract ValueTask DisposeAsync();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    public override string ToString() => SiloAddress.ToString();

    /// <summary>Stops it if it runs.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && IsActive)
            StopSiloAsync(stopGracefully: true).GetAwaiter().GetResult();
    }
}
