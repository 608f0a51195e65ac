using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Management;

internal sealed class SiloControl(Node node) : ISiloControl
{
    public const string Name = "control";

    public Task<SimpleGrainStatistic[]> GetStatistics() => Task.FromResult(node.Catalog!.Activations
        .GroupBy(activation => activation.Class)
        .Select(group => new SimpleGrainStatistic
        {
            GrainType = $"{group.Key.Type.FullName},{group.Key.Type.Assembly.GetName().Name}",
            SiloAddress = node.Address,
            ActivationCount = group.Count(),
        })
        .ToArray());

    public Task Collect(TimeSpan ageLimit)
    {
        node.Catalog!.CollectIdle(ageLimit);
        return Task.CompletedTask;
    }
}
