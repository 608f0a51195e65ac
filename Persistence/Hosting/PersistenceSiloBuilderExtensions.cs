using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using OrleansCalls.Calls;
using OrleansCalls.Presence;

namespace OrleansCalls.Persistence;

/// <summary>Gives a silo its storages.</summary>
public static class PersistenceSiloBuilderExtensions
{
    /// <summary>
    /// Registers the storages of calls and presence settings and the table of reminders, and what
    /// <see cref="PersistenceServiceCollectionExtensions.AddCallsPersistence"/> registers.
    /// </summary>
    /// <exception cref="DatabaseStartException">The configuration names neither a database nor memory, or both.</exception>
    public static ISiloBuilder AddCallsStorage(this ISiloBuilder silo, IConfiguration configuration)
    {
        silo.Services.AddCallsPersistence(configuration);
        silo.AddReminders();
        silo.Services.AddSingleton<IReminderTable, CallReminderTable>();
        if (PersistenceChoice.UsesMemory(configuration))
        {
            silo.AddMemoryGrainStorage(PresenceSettings.StorageName);
            return silo;
        }
        var connectionString = PersistenceChoice.ConnectionString(configuration);
        silo.AddAdoNetGrainStorage(PresenceSettings.StorageName, (OptionsBuilder<AdoNetGrainStorageOptions> options) => options
            .Configure<IOptions<PersistenceOptions>>((storage, persistence) =>
            {
                storage.Invariant = "Npgsql";
                storage.ConnectionString = CallsDatabase.Complete(connectionString, persistence.Value);
                storage.GrainStorageSerializer = new JsonStateSerializer();
            }));
        silo.Services.AddHostedService<LedgerRetention>();
        return silo;
    }
}
