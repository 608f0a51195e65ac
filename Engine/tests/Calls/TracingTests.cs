using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace OrleansCalls.Engine.Tests.Calls;

public sealed class TracingTests
{
    [Fact]
    public async Task A_trace_crosses_from_the_caller_to_the_grain()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source =>
                source.Name is nameof(TracingTests) || source.Name.StartsWith("Microsoft.Orleans", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource(nameof(TracingTests));
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<SiloConfiguration>();
        builder.AddClientBuilderConfigurator<ClientConfiguration>();
        await using var cluster = builder.Build();
        await cluster.DeployAsync();

        using var activity = source.StartActivity("test");

        Assert.NotNull(activity);
        Assert.Equal(activity.TraceId.ToHexString(), await cluster.Client.GetGrain<ITracedGrain>("x:trace").TraceId());
    }

    public sealed class SiloConfiguration : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.AddActivityPropagation();
    }

    public sealed class ClientConfiguration : IClientBuilderConfigurator
    {
        public void Configure(IConfiguration configuration, IClientBuilder clientBuilder) => clientBuilder.AddActivityPropagation();
    }
}
