using Orleans.Configuration;
using Orleans.Hosting;
using OrleansCalls.Persistence;

namespace OrleansCalls.Hosting;

/// <summary>Connects this front-end with the cluster: by a silo of its own, or as a client.</summary>
public static class ClusterSetup
{
    private const string InProcessSetting = "Silo:InProcess";
    private const string ConnectionSetting = "Postgres";

    /// <summary>
    /// Runs a silo in this process when <c>Silo:InProcess</c> says so, or when it says nothing and there is no database through which
    /// another silo could be found; else becomes a client of the cluster.
    /// </summary>
    public static WebApplicationBuilder AddCluster(this WebApplicationBuilder builder)
    {
        builder.Services.AddCallsPersistence(builder.Configuration);
        var connection = builder.Configuration.GetConnectionString(ConnectionSetting);
        if (builder.Configuration.GetValue(InProcessSetting, defaultValue: string.IsNullOrEmpty(connection)))
            CoHost(builder);
        else
            Connect(builder, connection ?? throw new InvalidOperationException("ConnectionStrings:Postgres is required when Silo:InProcess is false."));
        return builder;
    }

    /// <summary>The one place that knows how a silo comes into this process.</summary>
    private static void CoHost(WebApplicationBuilder builder)
    {
        builder.Services.AddCallGrains();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(builder.Configuration.GetValue("Silo:Port", 11111), builder.Configuration.GetValue("Silo:GatewayPort", 30000))
            .AddCallsStorage(builder.Configuration));
    }

    private static void Connect(WebApplicationBuilder builder, string connection) => builder.UseOrleansClient(client =>
    {
        client.Configure<ClusterOptions>(options =>
        {
            options.ClusterId = builder.Configuration["Orleans:ClusterId"] ?? "calls";
            options.ServiceId = builder.Configuration["Orleans:ServiceId"] ?? "calls";
        });
        client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(6));
        client.UseAdoNetClustering(options =>
        {
            options.Invariant = "Npgsql";
            options.ConnectionString = connection;
        });

        // Silos and database may come later than the front-end; until then it is alive and not ready.
        client.UseConnectionRetryFilter(async (_, cancellation) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
            return true;
        });
    });
}
