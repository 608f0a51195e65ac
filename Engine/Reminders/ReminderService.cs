using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Reminders;

/// <summary>
/// Fires the reminders of the grains that this silo is home to. The schedule is in memory; the table is read at the start, when
/// the view changes and every few minutes, so that no reminder is lost with a silo and none lives on after its row.
/// </summary>
internal sealed partial class ReminderService(Node node, IServiceProvider services, IOptions<ReminderOptions> options, ILogger<ReminderService> log) : ILifecycleParticipant<ISiloLifecycle>
{
    private readonly ConcurrentDictionary<(GrainId Grain, string Name), ScheduledReminder> _schedule = new();
    private readonly SemaphoreSlim _reading = new(1);
    private IReminderTable? _table;
    private ITimer? _refresh;
    private long _changes;
    private volatile bool _stopped;

    private IReminderTable Table => _table ??= services.GetRequiredService<IReminderTable>();

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe("Reminders", ServiceLifecycleStage.Active, Start, Stop);

    public async Task<IGrainReminder> Register(GrainId grain, string name, TimeSpan due, TimeSpan period)
    {
        var entry = new ReminderEntry { GrainId = grain, ReminderName = name, StartAt = node.Time.GetUtcNow().UtcDateTime.Add(due), Period = period };
        entry.ETag = await Table.UpsertRow(entry);
        Schedule(entry);
        return new Reminder(entry);
    }

    public async Task Unregister(IGrainReminder reminder)
    {
        var entry = reminder is Reminder known ? known.Entry : throw new ArgumentException("The reminder was not given by this service.", nameof(reminder));
        if (!await Table.RemoveRow(entry.GrainId, entry.ReminderName, entry.ETag) && await Table.ReadRow(entry.GrainId, entry.ReminderName) is not null)
            throw new ReminderException($"Could not unregister reminder {entry.ReminderName} of {entry.GrainId}: it was changed since it was read.");
        Unschedule((entry.GrainId, entry.ReminderName));
    }

    public async Task<IGrainReminder?> Get(GrainId grain, string name) =>
        await Table.ReadRow(grain, name) is { } entry ? new Reminder(entry) : null;

    public async Task<List<IGrainReminder>> GetAll(GrainId grain) =>
        [.. (await Table.ReadRows(grain)).Reminders.Select(entry => new Reminder(entry))];

    private async Task Start(CancellationToken cancellation)
    {
        if (services.GetService<IReminderTable>() is null)
            return;

        await Table.StartAsync(cancellation).WaitAsync(options.Value.InitializationTimeout, cancellation);
        node.ViewChanged += Refresh;
        var period = options.Value.RefreshReminderListPeriod;
        using (ExecutionContext.SuppressFlow())
            _refresh = node.Time.CreateTimer(static self => ((ReminderService)self!).Refresh(), this, period, period);
        await Read();
    }

    private async Task Stop(CancellationToken cancellation)
    {
        _stopped = true;
        node.ViewChanged -= Refresh;
        _refresh?.Dispose();
        foreach (var key in _schedule.Keys)
            Unschedule(key);
        if (_table is not null)
            await _table.StopAsync(cancellation);
    }

    private void Refresh() => _ = TryRead();

    private async Task TryRead()
    {
        try
        {
            await Read();
        }
        catch (Exception error)
        {
            LogReadFailed(error);
        }
    }

    private async Task Read()
    {
        await _reading.WaitAsync();
        try
        {
            // What is registered while the table is being read is newer than what the reading finds.
            var before = Interlocked.Read(ref _changes);
            var rows = (await Table.ReadRows(0, 0)).Reminders;
            var mine = rows.Where(IsMine).ToDictionary(entry => (entry.GrainId, entry.ReminderName));
            foreach (var (key, known) in _schedule)
            {
                if (known.Change <= before && !mine.ContainsKey(key))
                    Unschedule(key);
            }

            foreach (var (key, entry) in mine)
            {
                if (!_schedule.TryGetValue(key, out var known) || (known.Change <= before && !string.Equals(known.Entry.ETag, entry.ETag, StringComparison.Ordinal)))
                    Schedule(entry);
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    private bool IsMine(ReminderEntry entry) => Placement.Home(entry.GrainId, node.View.Live)?.Equals(node.Address) == true;

    private void Schedule(ReminderEntry entry)
    {
        var fresh = new ScheduledReminder(node, entry, Interlocked.Increment(ref _changes), log);
        _schedule.AddOrUpdate((entry.GrainId, entry.ReminderName), fresh, (_, old) =>
        {
            old.Dispose();
            return fresh;
        });
        if (_stopped)
            fresh.Dispose();
        else
            fresh.Start();
    }

    private void Unschedule((GrainId, string) key)
    {
        if (_schedule.TryRemove(key, out var known))
            known.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The table of reminders could not be read; it will be tried again.")]
    private partial void LogReadFailed(Exception error);

    private sealed class Reminder(ReminderEntry entry) : IGrainReminder
    {
        public ReminderEntry Entry => entry;

        public string ReminderName => entry.ReminderName;
    }
}
