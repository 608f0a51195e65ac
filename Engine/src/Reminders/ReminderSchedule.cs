using Microsoft.Extensions.Logging;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Reminders;

/// <summary>The reminders that this silo fires. What it is told while the table is being read is newer than what is read.</summary>
internal sealed class ReminderSchedule(Node node, ILogger log)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(GrainId Grain, string Name), ScheduledReminder> _reminders = [];
    private readonly Dictionary<(GrainId Grain, string Name), long> _removed = [];
    private ulong _known;
    private long _changes;
    private int _readings;
    private bool _stopped;

    public IReadOnlyCollection<ReminderEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _reminders.Values.Select(one => one.Entry)];
        }
    }

    /// <summary>Drops what belongs to others in the current view.</summary>
    /// <returns>The ranges that this silo owns and does not know yet.</returns>
    public ulong Settle()
    {
        lock (_gate)
        {
            var owned = ReminderRanges.OwnedBy(node.Address, node.View.Live);
            _known &= owned;
            foreach (var key in _reminders.Keys.Where(key => (ReminderRanges.Of(key.Grain) & owned) == 0).ToArray())
                Forget(key);
            return owned & ~_known;
        }
    }

    /// <summary>Has everything read again; until then, the known reminders continue.</summary>
    public void Doubt()
    {
        lock (_gate)
            _known = ReminderRanges.None;
    }

    /// <summary>Adds a reminder that was just written. False if another version is known: only the table tells which is valid.</summary>
    public bool TryAdd(ReminderEntry entry)
    {
        lock (_gate)
        {
            if (_reminders.TryGetValue(Key(entry), out var known))
                return known.Is(entry);
            Put(entry, isNew: true);
            return true;
        }
    }

    /// <summary>Drops a reminder that was just deleted. False if another version is known.</summary>
    public bool TryRemove(ReminderEntry entry)
    {
        lock (_gate)
        {
            if (_reminders.TryGetValue(Key(entry), out var known) && !known.Is(entry))
                return false;
            Forget(Key(entry));
            if (_readings > 0)
                _removed[Key(entry)] = ++_changes;
            return true;
        }
    }

    /// <summary>The rows of these ranges are about to be read.</summary>
    public Reading Begin(ulong ranges)
    {
        lock (_gate)
        {
            _known |= ranges;
            return Begin(key => (ReminderRanges.Of(key.Grain) & ranges & _known) != 0, ranges);
        }
    }

    /// <summary>The row of this reminder is about to be read.</summary>
    public Reading Begin(GrainId grain, string name)
    {
        lock (_gate)
            return Begin(key => key == (grain, name), ReminderRanges.None);
    }

    /// <summary>Fires no more reminders.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            foreach (var key in _reminders.Keys.ToArray())
                Forget(key);
        }
    }

    private static (GrainId Grain, string Name) Key(ReminderEntry entry) => (entry.GrainId, entry.ReminderName);

    private Reading Begin(Predicate<(GrainId Grain, string Name)> which, ulong ranges)
    {
        _readings++;
        return new(this, which, ranges, _changes);
    }

    private void Put(ReminderEntry entry, bool isNew)
    {
        if (_stopped)
            return;
        Forget(Key(entry));
        var fresh = new ScheduledReminder(node, entry, ++_changes, log);
        _reminders.Add(Key(entry), fresh);
        fresh.Start(isNew);
    }

    private void Forget((GrainId, string) key)
    {
        if (_reminders.Remove(key, out var known))
            known.Dispose();
    }

    /// <summary>One reading of the table, until disposed.</summary>
    public sealed class Reading(ReminderSchedule schedule, Predicate<(GrainId Grain, string Name)> which, ulong ranges, long begin)
        : IDisposable
    {
        private bool _found;

        /// <summary>Schedules what was read, except for ranges lost and reminders changed meanwhile.</summary>
        /// <param name="rows">What was read.</param>
        /// <param name="areNew">Whether they were just written.</param>
        public void Found(IEnumerable<ReminderEntry> rows, bool areNew = false)
        {
            lock (schedule._gate)
            {
                _found = true;
                var read = rows.Where(row => which(Key(row))).ToDictionary(Key);
                foreach (var (key, known) in schedule._reminders.Where(one => which(one.Key)).ToArray())
                {
                    if (known.Change <= begin && !(read.TryGetValue(key, out var row) && known.Is(row)))
                        schedule.Forget(key);
                }

                foreach (var (key, row) in read)
                {
                    if (!schedule._reminders.ContainsKey(key) && schedule._removed.GetValueOrDefault(key) <= begin)
                        schedule.Put(row, areNew);
                }
            }
        }

        public void Dispose()
        {
            lock (schedule._gate)
            {
                if (!_found)
                    schedule._known &= ~ranges;
                if (--schedule._readings == 0)
                    schedule._removed.Clear();
            }
        }
    }
}
