namespace Orleans.Runtime.Cluster;

/// <summary>The tie between one silo or client and its cluster.</summary>
internal interface IClusterLink : IMembership, ITransport
{
    /// <summary>Takes this silo out of the view; it still answers.</summary>
    Task Leave();

    /// <summary>
    /// Cuts the tie: nothing comes in or goes out any more. When all was <paramref name="drained"/> before, nobody waits for this
    /// silo; otherwise those that wait are told that it is lost.
    /// </summary>
    Task Cut(bool drained);
}
