using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using Orleans;
using Orleans.Runtime;
using OrleansCalls.Start;
using OrleansCalls.Testing;

namespace OrleansCalls.Health;

public sealed class RehearsalCheckTests
{
    [Fact]
    public async Task AProbeThatCannotWait_IsToldSo_AndALaterOneFindsItDone()
    {
        var grains = Substitute.For<IGrainFactory>();
        var management = Substitute.For<IManagementGrain>();
        management.GetHosts(onlyActive: true).Returns(new Dictionary<SiloAddress, SiloStatus> { [SiloAddress.Zero] = SiloStatus.Active });
        grains.GetGrain<IManagementGrain>(0).Returns(management);
        var (slow, failing) = (new TaskCompletionSource(), Substitute.For<IRehearsal>());
        var rehearsal = Substitute.For<IRehearsal>();
        rehearsal.Run().Returns(slow.Task);
        failing.Run().Returns(Task.FromException(new InvalidOperationException("fails")));
        var check = new RehearsalCheck(new ClusterCheck(grains), [failing, rehearsal], NullLogger<RehearsalCheck>.Instance);

        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.Equal(HealthStatus.Unhealthy, (await check.CheckHealthAsync(new HealthCheckContext(), impatient.Token)).Status);

        slow.SetResult();
        await Eventually.Holds(async () => (await check.CheckHealthAsync(new HealthCheckContext())).Status == HealthStatus.Healthy);
        await rehearsal.Received(1).Run();
    }
}
