namespace OrleansCalls.Realtime;

/// <summary>How many sockets each person has open here, silent ones included; never more than a limit.</summary>
public sealed class OpenSockets(int limit)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>Counts one more; dispose it when it has closed.</summary>
    /// <returns>Null when the person has as many as they may.</returns>
    public IDisposable? TryOpen(string userId)
    {
        lock (_gate)
        {
            var open = _open.GetValueOrDefault(userId);
            if (open >= limit)
                return null;
            _open[userId] = open + 1;
            return new Socket(this, userId);
        }
    }

    private void Close(string userId)
    {
        lock (_gate)
        {
            if (--_open[userId] == 0)
                _open.Remove(userId);
        }
    }

    private sealed class Socket(OpenSockets sockets, string userId) : IDisposable
    {
        private bool _closed;

        public void Dispose()
        {
            if (_closed)
                return;
            _closed = true;
            sockets.Close(userId);
        }
    }
}
