namespace OrleansCalls.Operations;

/// <summary>Adds what operators see and do.</summary>
public static class FrontEndOperations
{
    /// <summary>Adds the reader of the cluster, and has this process report how it is.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<ClusterReader>()
        .AddProcessPart<FrontEndPart>()
        .AddProcessReports();
}
