namespace Orleans.Runtime.Cluster;

/// <summary>The connection of a silo or client to its cluster.</summary>
internal interface IClusterLink : IMembership, ITransport
{
    /// <summary>Removes this silo from the view; it still responds.</summary>
    Task Leave();

    /// <summary>
    /// Disconnects: nothing is sent or received any more. If the silo was <paramref name="drained"/> before, nobody waits for it; otherwise
    /// those that wait learn that it is lost.
    /// </summary>
    Task Cut(bool drained);
}
