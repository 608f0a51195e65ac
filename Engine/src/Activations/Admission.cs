using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Activations;

/// <summary>Decides which request may run beside those that run already. Not thread-safe: the activation's gate guards it.</summary>
internal sealed class Admission(bool isReentrant)
{
    private readonly List<Message> _waiting = [];
    private readonly List<Message> _beside = [];
    private Dictionary<Guid, int>? _reentrantSections;
    private Message? _blocking;
    private int _mayOvertake;

    public int Running { get; private set; }

    public int Waiting => _waiting.Count;

    /// <summary>Lets the request run now, or says that it may not.</summary>
    public bool TryStart(Message message)
    {
        if (!MayRun(message))
            return false;

        Running++;
        if (message.IsAlwaysInterleave || isReentrant)
            return true;
        if (_blocking is null)
            _blocking = message;
        else
            _beside.Add(message);
        return true;
    }

    public void Wait(Message message)
    {
        _waiting.Add(message);
        if (CouldOvertake(message))
            _mayOvertake++;
    }

    public void End(Message message)
    {
        Running--;
        if (!ReferenceEquals(_blocking, message))
        {
            _beside.Remove(message);
            return;
        }

        // What ran beside it keeps others waiting now.
        _blocking = _beside.Count > 0 ? _beside[0] : null;
        if (_blocking is not null)
            _beside.RemoveAt(0);
    }

    /// <summary>The next of the waiting requests that may run, or null.</summary>
    public Message? TryStartWaiting()
    {
        for (var i = 0; i < _waiting.Count; i++)
        {
            var message = _waiting[i];
            if (TryStart(message))
            {
                _waiting.RemoveAt(i);
                if (CouldOvertake(message))
                    _mayOvertake--;
                return message;
            }

            if (_mayOvertake == 0)
                return null;
        }

        return null;
    }

    public Message[] TakeWaiting()
    {
        var all = _waiting.ToArray();
        _waiting.Clear();
        _mayOvertake = 0;
        return all;
    }

    public Message? FindWaiting(Predicate<Message> which) => _waiting.Find(which);

    public void EnterReentrantSection(Guid chain)
    {
        _reentrantSections ??= [];
        _reentrantSections[chain] = _reentrantSections.GetValueOrDefault(chain) + 1;
    }

    public void LeaveReentrantSection(Guid chain)
    {
        if (_reentrantSections is not null && --_reentrantSections[chain] == 0)
            _reentrantSections.Remove(chain);
    }

    private bool MayRun(Message message) =>
        Running == 0
        || message.IsAlwaysInterleave
        || _blocking is null
        || (_blocking.IsReadOnly && message.IsReadOnly)
        || (message.Context is { } context && context.Reentrancy != Guid.Empty && _reentrantSections?.ContainsKey(context.Reentrancy) == true);

    private static bool CouldOvertake(Message message) =>
        message.IsAlwaysInterleave || message.IsReadOnly || message.Context is { } context && context.Reentrancy != Guid.Empty;
}
