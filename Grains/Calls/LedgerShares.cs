namespace OrleansCalls.Calls;

/// <summary>
/// Each person's share of lines in the ledger of one call; what they do beyond it is counted in one more line, which changes. So nobody
/// fills the ledger or costs others their lines. In memory: after a reactivation the count starts over.
/// </summary>
/// <param name="lines">How many lines a person may have for what changed nothing, and how many for switching things on and off.</param>
public sealed class LedgerShares(int lines)
{
    /// <summary>So many people with no part in a call are told apart; the others share.</summary>
    private const int MaxPeople = 200;

    private readonly Dictionary<(string UserId, bool Accepted), Share> _shares = [];

    /// <summary>The line to write: this one, or the one that counts its sender's surplus.</summary>
    public LedgerEntry Bound(LedgerEntry line)
    {
        // What the cluster does by itself, it does once.
        if (line.UserId is null)
            return line;
        var key = (line.UserId, line.Outcome == CommandOutcome.Accepted);
        if (_shares.Count >= MaxPeople && !_shares.ContainsKey(key))
            key.UserId = "";
        if (!_shares.TryGetValue(key, out var share))
            _shares.Add(key, share = new Share());
        return share.Take(line, lines);
    }

    private sealed class Share
    {
        private int _count;
        private Guid _surplus;

        public LedgerEntry Take(LedgerEntry line, int limit)
        {
            if (++_count <= limit)
                return line;
            if (_count == limit + 1)
                _surplus = line.Id;
            return line with { Id = _surplus, More = _count - limit - 1 };
        }
    }
}
