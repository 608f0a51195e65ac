using Orleans.Runtime.Activations;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Observers;

namespace Orleans.Runtime.Management;

internal sealed class ManagementGrain : Grain, IManagementGrain
{
    private Node Node => ((Activation)GrainContext).Node;

    public Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false) =>
        Task.FromResult(Node.Link.Statuses
            .Where(silo => !onlyActive || silo.Status is SiloStatus.Active)
            .ToDictionary(silo => silo.Silo, silo => silo.Status));

    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics() => GetSimpleGrainStatistics([.. Node.View.Live]);

    public async Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics(SiloAddress[] hostsIds)
    {
        var answers = await Task.WhenAll(hostsIds.Select(silo => Control(silo).GetStatistics()));
        return [.. answers.SelectMany(answer => answer)];
    }

    public Task ForceActivationCollection(TimeSpan ageLimit) =>
        Task.WhenAll(Node.View.Live.Select(silo => Control(silo).Collect(ageLimit)));

    private ISiloControl Control(SiloAddress silo) => Node.References.Create<ISiloControl>(ObjectId.System(silo, SiloControl.Name));
}
