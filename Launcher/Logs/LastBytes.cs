using System.Text;

namespace OrleansCalls.Launcher.Logs;

/// <summary>The last bytes of a text that goes by.</summary>
internal sealed class LastBytes(int most)
{
    private readonly Lock _gate = new();
    private readonly byte[] _bytes = new byte[most];
    private int _count;

    /// <summary>Them as text.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
                return Encoding.UTF8.GetString(_bytes, 0, _count);
        }
    }

    /// <summary>Takes what comes next.</summary>
    public void Add(ReadOnlySpan<byte> next)
    {
        lock (_gate)
        {
            next = next[Math.Max(0, next.Length - most)..];
            var kept = Math.Min(_count, most - next.Length);
            _bytes.AsSpan(_count - kept, kept).CopyTo(_bytes);
            next.CopyTo(_bytes.AsSpan(kept));
            _count = kept + next.Length;
        }
    }
}
