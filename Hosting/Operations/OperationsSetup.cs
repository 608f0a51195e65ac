namespace OrleansCalls.Operations;

/// <summary>Lets operators see this process.</summary>
public static class OperationsSetup
{
    /// <summary>Adds a part of this process.</summary>
    public static IServiceCollection AddProcessPart<T>(this IServiceCollection services)
        where T : class, IProcessPart => services.AddSingleton<IProcessPart, T>();

    /// <summary>Has this process report how it is.</summary>
    public static IServiceCollection AddProcessReports(this IServiceCollection services) => services.AddHostedService<ProcessReporter>();
}
