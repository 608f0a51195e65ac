using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Hosting;
using Orleans.Runtime.Observers;

namespace Orleans.Runtime.Reminders;

/// <summary>
/// Fires the reminders of the ranges that this silo owns, wherever their grains are. It reads the table for ranges that it gains, and
/// every few minutes for all of them, so that no reminder is lost with a silo and none outlives its row. A silo that writes or deletes a
/// row tells the owner.
/// </summary>
internal sealed partial class ReminderService(
    Node node, IServiceProvider services, IOptions<ReminderOptions> options, ILogger<ReminderService> log) : ISiloPart, IReminderOwner
{
    public const string Name = "reminders";
    private const int Attempts = 10;
    private static readonly TimeSpan TellAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReadAgain = TimeSpan.FromSeconds(5);
    private readonly ReminderSchedule _schedule = new(node, log);
    private readonly SemaphoreSlim _reading = new(1);
    private IReminderTable? _table;
    private ITimer? _refresh;
    private volatile bool _stopped;

    private IReminderTable Table => _table ??= services.GetRequiredService<IReminderTable>();

    /// <summary>The reminders scheduled here.</summary>
    public IReadOnlyCollection<ReminderEntry> Scheduled => _schedule.Entries;

    public Task Prepare(CancellationToken cancellation)
    {
        // As soon as other silos see this one, they may tell it of reminders.
        node.Objects.AddSystem(Name, this);
        return Task.CompletedTask;
    }

    public async Task<IGrainReminder> Register(GrainId grain, string name, TimeSpan due, TimeSpan period)
    {
        var start = node.Time.GetUtcNow().UtcDateTime.Add(due);
        var entry = new ReminderEntry { GrainId = grain, ReminderName = name, StartAt = start, Period = period };
        entry.ETag = await Table.UpsertRow(entry);
        Tell(entry, owner => owner.Written(entry));
        return new Reminder(entry);
    }

    public async Task Unregister(IGrainReminder reminder)
    {
        var entry = (reminder as Reminder)?.Entry ?? throw new ArgumentException("It is not from this service.", nameof(reminder));
        var (grain, name) = (entry.GrainId, entry.ReminderName);
        if (!await Table.RemoveRow(grain, name, entry.ETag) && await Table.ReadRow(grain, name) is not null)
            throw new ReminderException($"Could not unregister reminder {name} of {grain}: it has been changed since.");
        Tell(entry, owner => owner.Removed(entry));
    }

    async Task<bool> IReminderOwner.Written(ReminderEntry entry) =>
        IsMine(entry.GrainId) && (_schedule.TryAdd(entry) || await Look(entry.GrainId, entry.ReminderName, isNew: true));

    async Task<bool> IReminderOwner.Removed(ReminderEntry entry) =>
        IsMine(entry.GrainId) && (_schedule.TryRemove(entry) || await Look(entry.GrainId, entry.ReminderName));

    async Task<bool> IReminderOwner.Changed(GrainId grain, string name) => IsMine(grain) && await Look(grain, name);

    public async Task Start(CancellationToken cancellation)
    {
        if (services.GetService<IReminderTable>() is null)
            return;

        await Table.StartAsync(cancellation);
        node.ViewChanged += Settle;
        var period = options.Value.RefreshReminderListPeriod;
        using (ExecutionContext.SuppressFlow())
            _refresh = node.Time.CreateTimer(static self => ((ReminderService)self!).Refresh(), this, period, period);
        await Read();
    }

    public async Task Stop(CancellationToken cancellation)
    {
        _stopped = true;
        node.ViewChanged -= Settle;
        _refresh?.Dispose();
        _schedule.Stop();
        if (_table is not null)
            await _table.StopAsync(cancellation);
    }

    private void Settle()
    {
        _schedule.Settle();
        _ = TryRead();
    }

    private void Refresh()
    {
        _schedule.Doubt();
        _ = TryRead();
    }

    private async Task TryRead()
    {
        try
        {
            await Read();
        }
        catch (Exception error) when (!_stopped)
        {
            LogReadFailed(error);
            _refresh?.Change(ReadAgain, options.Value.RefreshReminderListPeriod);
        }
    }

    // Reads what is owned and unknown. It asks for everything at once, so that a table can answer with one query.
    private async Task Read()
    {
        await _reading.WaitAsync();
        try
        {
            if (!_stopped)
                await Task.WhenAll(ReminderRanges.Runs(_schedule.Settle()).Select(Read));
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task Read((uint Begin, uint End, ulong Ranges) run)
    {
        using var reading = _schedule.Begin(run.Ranges);
        reading.Found((await Table.ReadRows(run.Begin, run.End)).Reminders);
    }

    private async Task<bool> Look(GrainId grain, string name, bool isNew = false)
    {
        using var reading = _schedule.Begin(grain, name);
        reading.Found(await Table.ReadRow(grain, name) is { } row ? [row] : [], isNew);
        return true;
    }

    private bool IsMine(GrainId grain) => node.Address.Equals(ReminderRanges.OwnerOf(grain, node.View.Live));

    // The grain does not wait for this. What the owner is not told, it reads in time.
    private void Tell(ReminderEntry entry, Func<IReminderOwner, Task<bool>> news)
    {
        using (ExecutionContext.SuppressFlow())
            _ = TellOwner(entry, news);
    }

    private async Task TellOwner(ReminderEntry entry, Func<IReminderOwner, Task<bool>> news)
    {
        // The first attempt tells the news in the order of the writes. Later they may be outdated, and the owner looks for itself.
        Exception? failure = null;
        for (var attempt = 0; attempt < Attempts && !_stopped; attempt++)
        {
            try
            {
                if (Owner(entry.GrainId) is { } owner
                    && await (attempt == 0 ? news(owner) : owner.Changed(entry.GrainId, entry.ReminderName)).ConfigureAwait(false))
                    return;
            }
            catch (Exception error)
            {
                failure = error;
            }

            await Task.Delay(TellAgain, node.Time).ConfigureAwait(false);
        }

        LogNotTold(failure, entry.ReminderName, entry.GrainId);
    }

    private IReminderOwner? Owner(GrainId grain) =>
        ReminderRanges.OwnerOf(grain, node.View.Live) is not { } owner ? null
            : owner.Equals(node.Address) ? this
            : node.References.Create<IReminderOwner>(ObjectId.System(owner, Name));

    [LoggerMessage(Level = LogLevel.Error, Message = "The reminder table could not be read; trying again soon.")]
    private partial void LogReadFailed(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The silo that fires reminder {Name} of {GrainId} could not be told of its change; it will notice when it reads the table again.")]
    private partial void LogNotTold(Exception? error, string name, GrainId grainId);

    private sealed class Reminder(ReminderEntry entry) : IGrainReminder
    {
        public ReminderEntry Entry => entry;

        public string ReminderName => entry.ReminderName;
    }
}
