using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Reminders;
using Orleans.TestingHost;
using OrleansCalls.Engine.Tests.Reminders;
using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Internals.Reminders;

/// <summary>Each silo of a cluster reads and fires the reminders of the ranges that it owns.</summary>
public sealed class ReminderOwnerTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);
    private readonly TestCluster _cluster = Build();

    private IEnumerable<SiloHandle> Silos => _cluster.Silos.Where(silo => silo.IsActive);

    private ImmutableArray<SiloAddress> Live => Node(_cluster.Primary!).View.Live;

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_silo_reads_what_it_owns_and_on_a_change_what_it_gains()
    {
        var before = Silos.ToDictionary(silo => silo.SiloAddress, silo => RecordingReminderTable.ReadBy(silo.SiloAddress).Length);

        var joined = await _cluster.StartAdditionalSiloAsync();

        Assert.Equal(Runs(ReminderRanges.OwnedBy(joined.SiloAddress, Live)), RecordingReminderTable.ReadBy(joined.SiloAddress));
        Assert.All(before, pair => Assert.Equal(pair.Value, RecordingReminderTable.ReadBy(pair.Key).Length));

        var owned = Live;
        await _cluster.KillSiloAsync(joined);
        await Eventually.Holds(() => before.All(pair =>
            RecordingReminderTable.ReadBy(pair.Key)[pair.Value..].SequenceEqual(Runs(Gained(pair.Key)))));
        ulong Gained(SiloAddress silo) => ReminderRanges.OwnedBy(silo, Live) & ~ReminderRanges.OwnedBy(silo, owned);
    }

    [Fact]
    public async Task A_reminder_fires_once_wherever_grain_and_owner_are()
    {
        var keys = Enumerable.Range(0, 40).Select(_ => Names.New("r")).ToArray();
        await Task.WhenAll(keys.Select(key => Grain(key).Register("ring", Soon, Late)));

        await Eventually.Holds(() => keys.All(key => Journal.Count(key, "ring") > 0));

        Assert.Contains(keys, key => !Home(key).Equals(Owner(key)));
        Assert.All(keys, key => Assert.Equal(1, Journal.Count(key, "ring")));
        Assert.All(keys, key => Assert.Equal([Owner(key)], SchedulersOf(key)));
    }

    [Fact]
    public async Task The_owner_hears_of_changes_and_removals()
    {
        var keys = Enumerable.Range(0, 20).Select(_ => Names.New("r")).ToArray();
        await Task.WhenAll(keys.Select(key => Grain(key).Register("ring", Late, Late)));
        await Eventually.Holds(() => keys.All(key => SchedulersOf(key).Length == 1));

        await Task.WhenAll(keys[..10].Select(key => Grain(key).Register("ring", Soon, Late)));
        await Task.WhenAll(keys[10..].Select(key => Grain(key).Unregister("ring")));

        await Eventually.Holds(() =>
            keys[..10].All(key => Journal.Count(key, "ring") == 1) && keys[10..].All(key => SchedulersOf(key).Length == 0));
    }

    [Fact]
    public async Task What_nobody_told_the_owner_it_finds_when_it_reads_again()
    {
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<SiloConfiguration>();
        builder.AddSiloBuilderConfigurator<OftenReading>();
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        var key = Names.New("r");

        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var row = new ReminderEntry { GrainId = Grain(key).GetGrainId(), ReminderName = "untold", StartAt = now, Period = Soon };
        var table = Service<IReminderTable>(cluster.Primary!);
        row.ETag = await table.UpsertRow(row);

        await Eventually.Holds(() => Journal.Count(key, "untold") > 0);
        await table.RemoveRow(row.GrainId, row.ReminderName, row.ETag);
        await Eventually.Holds(() => Service<ReminderService>(cluster.Primary!).Scheduled.All(entry => entry.GrainId != row.GrainId));
    }

    [Fact]
    public async Task Reminders_go_on_when_their_owner_dies()
    {
        var dying = _cluster.SecondarySilos[0];
        var keys = Enumerable.Range(0, 200)
            .Select(_ => Names.New("r"))
            .Where(key => Owner(key).Equals(dying.SiloAddress))
            .Take(10)
            .ToArray();
        await Task.WhenAll(keys.Select(key => Grain(key).Register("ring", Soon, Soon)));
        await Eventually.Holds(() => keys.All(key => Journal.Count(key, "ring") > 0));

        await _cluster.KillSiloAsync(dying);
        var before = keys.ToDictionary(key => key, key => Journal.Count(key, "ring"));

        await Eventually.Holds(() => keys.All(key => Journal.Count(key, "ring") >= before[key] + 2));
        Assert.All(keys, key => Assert.Single(SchedulersOf(key)));
    }

    private static IEnumerable<(uint, uint)> Runs(ulong ranges) => ReminderRanges.Runs(ranges).Select(run => (run.Begin, run.End));

    private static Node Node(SiloHandle silo) => Service<Node>(silo);

    private static T Service<T>(SiloHandle silo)
        where T : notnull => ((InProcessSiloHandle)silo).SiloHost.Services.GetRequiredService<T>();

    private IRemindedGrain Grain(string key) => _cluster.Client.GetGrain<IRemindedGrain>(key);

    private SiloAddress Owner(string key) => ReminderRanges.OwnerOf(Grain(key).GetGrainId(), Live)!;

    private SiloAddress Home(string key) => Placement.Home(Grain(key).GetGrainId(), Live)!;

    private SiloAddress[] SchedulersOf(string key) =>
        [.. Silos
            .Where(silo => Service<ReminderService>(silo).Scheduled.Any(entry => entry.GrainId.Equals(Grain(key).GetGrainId())))
            .Select(silo => silo.SiloAddress)];

    private static TestCluster Build()
    {
        var builder = new TestClusterBuilder(2);
        builder.AddSiloBuilderConfigurator<SiloConfiguration>();
        return builder.Build();
    }

    public sealed class SiloConfiguration : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.AddReminders();
            siloBuilder.Services.AddSingleton<IReminderTable, RecordingReminderTable>();
            siloBuilder.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromMilliseconds(500));
        }
    }

    public sealed class OftenReading : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) =>
            siloBuilder.Configure<ReminderOptions>(options => options.RefreshReminderListPeriod = TimeSpan.FromMilliseconds(200));
    }
}
