namespace Orleans.Runtime.Hosting;

/// <summary>Starts and stops with its silo.</summary>
internal interface ISiloPart
{
    /// <summary>Before the silo joins its cluster.</summary>
    Task Prepare(CancellationToken cancellation);

    /// <summary>When grains can be called.</summary>
    Task Start(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>When no grain is active any more.</summary>
    Task Stop(CancellationToken cancellation);
}
