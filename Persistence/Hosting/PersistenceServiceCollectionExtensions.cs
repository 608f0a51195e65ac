using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Storage;
using OrleansCalls.Calls;
using OrleansCalls.Operations;
using OrleansCalls.People;
using OrleansCalls.Settings;
using OrleansCalls.Start;

namespace OrleansCalls.Persistence;

/// <summary>Registers the storage of calls and people.</summary>
public static class PersistenceServiceCollectionExtensions
{
    /// <summary>
    /// Registers the stores, the cluster's clock and the storage of call grains: on PostgreSQL when <c>ConnectionStrings:Postgres</c> is
    /// set, in memory when <c>Persistence:Memory</c> is. A second call does nothing.
    /// </summary>
    /// <exception cref="DatabaseStartException">Neither is set, or both, or the connection string cannot be read.</exception>
    public static IServiceCollection AddCallsPersistence(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(DatabaseProbe)))
            return services;
        services.TryAddSingleton(configuration);
        services.AddSettings<PersistenceOptions>(PersistenceOptions.Section);
        services.AddOptions<CallsOptions>();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new DatabaseProbe(
            provider.GetService<NpgsqlDataSource>(), provider.GetRequiredService<IOptions<PersistenceOptions>>()));
        return PersistenceChoice.UsesMemory(configuration)
            ? AddMemory(services)
            : AddPostgres(services, PersistenceChoice.ConnectionString(configuration));
    }

    private static IServiceCollection AddMemory(IServiceCollection services)
    {
        services.AddSingleton(
            provider => MemoryDatabase.Named(provider.GetRequiredService<IOptions<PersistenceOptions>>().Value.MemoryName));
        services.AddSingleton(provider => provider.GetRequiredService<MemoryDatabase>().Calls);
        services.AddSingleton(provider => provider.GetRequiredService<MemoryDatabase>().People);
        services.AddSingleton<IClusterClock, LocalClock>();
        services.AddSingleton<ICallIndex>(provider => provider.GetRequiredService<MemoryCalls>());
        services.AddSingleton<ICallLedger>(provider => provider.GetRequiredService<MemoryCalls>());
        services.AddSingleton<ICallStatistics, MemoryCallStatistics>();
        services.AddSingleton<IUserDirectory, MemoryUserDirectory>();
        services.AddSingleton<IAccountStore, MemoryAccountStore>();
        services.AddSingleton<ISessionStore, MemorySessionStore>();
        services.AddSingleton<ISignInTries, MemorySignInTries>();
        services.AddSingleton<IKnownDevices, MemoryKnownDevices>();
        services.AddSingleton<IChannelDirectory, MemoryChannelDirectory>();
        services.AddSingleton<MemoryCallStorage>();
        services.AddKeyedSingleton<IGrainStorage>(
            StoredCall.StorageName, (provider, _) => provider.GetRequiredService<MemoryCallStorage>());
        return services;
    }

    private static IServiceCollection AddPostgres(IServiceCollection services, string connectionString)
    {
        // An unreadable one is refused here already.
        CallsDatabase.Complete(connectionString, new PersistenceOptions());
        services.AddSingleton(
            provider => CallsDatabase.Open(connectionString, Options(provider), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => new GroupCommit(
            CallsDatabase.OpenForCommits(connectionString, Options(provider), provider.GetRequiredService<ILoggerFactory>()),
            Options(provider),
            provider.GetRequiredService<IMeterFactory>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ClusterSecrets>();
        services.AddSingleton<Migrator>(
            provider => new Migrator(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<ILogger<Migrator>>()));
        services.AddSingleton(provider =>
        {
            var database = provider.GetRequiredService<NpgsqlDataSource>();
            return new DatabaseClock(
                cancellation => ServerTime.Read(database, cancellation),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<DatabaseClock>>());
        });
        services.AddSingleton<IClusterClock>(provider => provider.GetRequiredService<DatabaseClock>());
        services.AddSingleton<ICallIndex, CallIndex>();
        services.AddSingleton<ICallLedger, CallLedger>();
        services.AddSingleton<ICallStatistics, CallStatistics>();
        services.AddSingleton<IUserDirectory, UserDirectory>();
        services.AddSingleton<IAccountStore, AccountStore>();
        services.AddSingleton<ISessionStore, SessionStore>();
        services.AddSingleton<ISignInTries, SignInTries>();
        services.AddSingleton<IKnownDevices, KnownDevices>();
        services.AddSingleton<IChannelDirectory, ChannelDirectory>();
        services.AddSingleton<CallStorage>();
        services.AddSingleton<IRehearsal, StorageRehearsal>();
        services.AddKeyedSingleton<IGrainStorage>(StoredCall.StorageName, (provider, _) => provider.GetRequiredService<CallStorage>());
        // Before the silo and all else that needs the database, whatever the order of registration.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, DatabaseStartup>());
        services.AddHostedService<ClockService>();
        return services;
    }

    private static PersistenceOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<PersistenceOptions>>().Value;
}
