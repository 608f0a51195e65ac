namespace OrleansCalls.Calls;

/// <summary>
/// The ledger lines that wait to be written: bounded in total and in fair shares. Each person has so many a minute; the rest is counted in
/// one more. A waiting line is replaced by a newer one with the same id.
/// </summary>
/// <param name="limit">How many may wait.</param>
/// <param name="perMinute">How many of them one person may add in a minute.</param>
/// <param name="time">For the minutes.</param>
internal sealed class WaitingLines(int limit, int perMinute, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<Guid> _order = new();
    private readonly Dictionary<Guid, LedgerEntry> _lines = [];
    private readonly Dictionary<string, Share> _shares = new(StringComparer.Ordinal);
    private long _windowBegan = time.GetTimestamp();

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _order.Count;
        }
    }

    /// <summary>Adds a line; false when there is no room for it.</summary>
    public bool Add(LedgerEntry line)
    {
        lock (_gate)
        {
            line = Bound(line);
            if (!_lines.ContainsKey(line.Id))
            {
                if (_order.Count >= limit)
                    return false;
                _order.Enqueue(line.Id);
            }

            _lines[line.Id] = line;
            return true;
        }
    }

    /// <summary>Takes out the oldest, at most so many.</summary>
    public List<LedgerEntry> Take(int most)
    {
        lock (_gate)
        {
            var taken = new List<LedgerEntry>(Math.Min(most, _order.Count));
            while (taken.Count < most && _order.TryDequeue(out var id))
            {
                _lines.Remove(id, out var line);
                taken.Add(line!);
            }

            return taken;
        }
    }

    /// <summary>The line itself, or the one that counts what its sender does beyond their share of this minute.</summary>
    private LedgerEntry Bound(LedgerEntry line)
    {
        // A line that is already counting takes no extra room.
        if (line.UserId is null || line.More > 0)
            return line;
        if (time.GetElapsedTime(_windowBegan) >= Window)
        {
            _windowBegan = time.GetTimestamp();
            _shares.Clear();
        }

        if (!_shares.TryGetValue(line.UserId, out var share))
            _shares.Add(line.UserId, share = new Share());
        if (++share.Count <= perMinute)
            return line;
        share.Surplus ??= line;
        return share.Surplus with { More = share.Count - perMinute - 1 };
    }

    private sealed class Share
    {
        public int Count { get; set; }

        /// <summary>The first line beyond the share: its call's ledger counts the others, whichever calls they were for.</summary>
        public LedgerEntry? Surplus { get; set; }
    }
}
