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
        var connection = builder.Configuration.GetConnectionString(ConnectionSetting);
        var inProcess = builder.Configuration.GetValue(InProcessSetting, defaultValue: string.IsNullOrEmpty(connection));
        builder.Configuration[InProcessSetting] = inProcess.ToString();
        if (inProcess)
            builder.AddCallsSilo();
        else if (string.IsNullOrEmpty(connection))
            throw new DatabaseStartException("ConnectionStrings:Postgres is required when Silo:InProcess is false: the cluster is found there.");
        else
            Connect(builder, connection);
        return builder;
    }

    private static void Connect(WebApplicationBuilder builder, string connection)
    {
        builder.Services.AddCallsOptions(builder.Configuration);
        builder.Services.AddCallsPersistence(builder.Configuration);
        builder.UseOrleansClient(client => Configure(client, builder.Configuration, connection));
    }

    private static void Configure(IClientBuilder client, IConfiguration configuration, string connection)
    {
        client.Configure<ClusterOptions>(options =>
        {
            options.ClusterId = configuration["Orleans:ClusterId"] ?? "calls";
            options.ServiceId = configuration["Orleans:ServiceId"] ?? "calls";
        });
        client.AddTimings(configuration).AddActivityPropagation();
        client.UseAdoNetClustering(options =>
        {
            options.Invariant = "Npgsql";
            options.ConnectionString = connection;
        });

        // Silos may come later than the front-end; until then it does not listen.
        client.UseConnectionRetryFilter(async (_, cancellation) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
            return true;
        });
    }
}
