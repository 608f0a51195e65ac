using Microsoft.Extensions.Configuration;

namespace OrleansCalls.Persistence;

/// <summary>PostgreSQL or memory, by configuration.</summary>
internal static class PersistenceChoice
{
    private const string MemorySetting = PersistenceOptions.Section + ":" + nameof(PersistenceOptions.Memory);

    private const string ConnectionSetting = "ConnectionStrings:" + PersistenceOptions.ConnectionName;

    /// <summary>Whether everything is kept in memory.</summary>
    /// <exception cref="DatabaseStartException">Neither or both are set.</exception>
    public static bool UsesMemory(IConfiguration configuration)
    {
        var memory = configuration.GetValue(MemorySetting, false);
        var connected = !string.IsNullOrWhiteSpace(configuration.GetConnectionString(PersistenceOptions.ConnectionName));
        return (memory, connected) switch
        {
            (true, false) => true,
            (false, true) => false,
            (true, true) => throw new DatabaseStartException($"Both {ConnectionSetting} and {MemorySetting} are set: remove one."),
            (false, false) => throw new DatabaseStartException(
                $"There is nowhere to keep calls: set {ConnectionSetting} to a PostgreSQL database, "
                + $"or {MemorySetting}=true to keep nothing."),
        };
    }

    /// <summary>The connection string as it was set.</summary>
    public static string ConnectionString(IConfiguration configuration) =>
        configuration.GetConnectionString(PersistenceOptions.ConnectionName)!;
}
