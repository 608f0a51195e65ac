namespace Orleans.Runtime;

/// <summary>Asks and tells the silos about themselves. Its key is 0.</summary>
public interface IManagementGrain : IGrainWithIntegerKey
{
    /// <summary>The silos and how they are.</summary>
    Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false);

    /// <summary>How many activations there are of each class, on each silo.</summary>
    Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics();

    /// <inheritdoc cref="GetSimpleGrainStatistics()"/>
    Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics(SiloAddress[] hostsIds);

    /// <summary>Deactivates what was idle for longer than this.</summary>
    Task ForceActivationCollection(TimeSpan ageLimit);
}
