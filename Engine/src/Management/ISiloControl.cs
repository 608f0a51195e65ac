namespace Orleans.Runtime.Management;

/// <summary>What silos ask each other.</summary>
internal interface ISiloControl : IGrainObserver
{
    Task<SimpleGrainStatistic[]> GetStatistics();

    Task Collect(TimeSpan ageLimit);
}
