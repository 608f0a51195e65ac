using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.TestingHost;
using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Reminders;

/// <summary>Reminders, with a table of the application's own.</summary>
public sealed class ReminderTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);
    private readonly TestCluster _cluster = Build();

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_reminder_calls_the_grain_when_it_is_due_and_again_after_its_period()
    {
        var key = Names.New("r");

        await Grain(key).Register("ring", Soon, Often);

        await Eventually.Holds(() => Journal.Count(key, "ring") >= 2);
    }

    [Fact]
    public async Task A_reminder_survives_the_activation_that_registered_it()
    {
        var key = Names.New("r");
        await Grain(key).Register("ring", TimeSpan.FromSeconds(1), Late);

        await Grain(key).Leave();

        await Eventually.Holds(() => Journal.Read(key) is ["left", "ring"]);
    }

    [Fact]
    public async Task Only_the_period_has_a_lower_bound()
    {
        var key = Names.New("r");

        await Assert.ThrowsAsync<ArgumentException>(() => Grain(key).Register("ring", Often, TimeSpan.FromMilliseconds(400)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Grain(key).Register("ring", TimeSpan.FromSeconds(-1), Often));

        Assert.Empty(await Registered(key));
    }

    [Fact]
    public async Task A_reminder_stands_in_the_table_until_it_is_unregistered()
    {
        var key = Names.New("r");
        await Grain(key).Register("one", Late, Late);
        await Grain(key).Register("two", Late, Late);
        Assert.Equal(["one", "two"], await Registered(key));

        await Grain(key).Unregister("one");

        Assert.Equal(["two"], await Registered(key));
    }

    [Fact]
    public async Task Unregistering_twice_does_no_harm()
    {
        var key = Names.New("r");
        await Grain(key).Register("ring", Late, Late);

        await Grain(key).Unregister("ring");
        await Grain(key).Unregister("ring");

        Assert.Empty(await Registered(key));
    }

    [Fact]
    public async Task Unregistering_what_was_changed_meanwhile_throws()
    {
        var key = Names.New("r");
        await Grain(key).Register("ring", Late, Late);

        await Assert.ThrowsAsync<ReminderException>(() => Grain(key).UnregisterStale("ring"));

        Assert.Equal(["ring"], await Registered(key));
    }

    [Fact]
    public async Task Registering_again_sets_the_reminder_anew()
    {
        var key = Names.New("r");
        await Grain(key).Register("ring", Late, Late);

        await Grain(key).Register("ring", Soon, Late);

        await Eventually.Holds(() => Journal.Count(key, "ring") == 1);
        Assert.Equal(["ring"], await Registered(key));
    }

    [Fact]
    public async Task A_reminder_that_was_written_down_before_the_silo_started_fires()
    {
        var key = Names.New("r");
        var table = new ReminderTableUnderTest();
        var start = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1);
        await table.UpsertRow(new() { GrainId = Grain(key).GetGrainId(), ReminderName = "old", StartAt = start, Period = Often });

        await _cluster.StopAllSilosAsync();
        Assert.Empty(Journal.Read(key));
        await using var next = Build();
        await next.DeployAsync();

        await Eventually.Holds(() => Journal.Count(key, "old") >= 1);
    }

    private IRemindedGrain Grain(string key) => _cluster.Client.GetGrain<IRemindedGrain>(key);

    private async Task<string[]> Registered(string key) =>
        [.. (await new ReminderTableUnderTest().ReadRows(Grain(key).GetGrainId())).Reminders
            .Select(row => row.ReminderName)
            .Order(StringComparer.Ordinal)];

    private static TestCluster Build()
    {
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<SiloConfiguration>();
        return builder.Build();
    }

    public sealed class SiloConfiguration : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.AddReminders();
            siloBuilder.Services.AddSingleton<IReminderTable, ReminderTableUnderTest>();
            siloBuilder.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromMilliseconds(500));
        }
    }
}
