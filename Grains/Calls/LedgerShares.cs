namespace OrleansCalls.Calls;

/// <summary>
/// Who has how many lines in the ledger of one call. Each person has so many; what they do beyond that is counted in one more line, which changes. So
/// nobody fills the ledger, and nobody's lines are lost for another's. In memory: a call that was away from it begins anew.
/// </summary>
/// <param name="lines">How many lines of what changed nothing a person may have, and how many of what they switched on and off.</param>
public sealed class LedgerShares(int lines)
{
    /// <summary>Those who have no part in a call are told apart up to this number; the others share.</summary>
    private const int MaxPeople = 200;

    private readonly Dictionary<(string UserId, bool Accepted), Share> _shares = [];

    /// <summary>The line to write for this one: itself, or the one that counts its sender's surplus.</summary>
    public LedgerEntry Bound(LedgerEntry line)
    {
        // What the cluster does by itself it does once.
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
